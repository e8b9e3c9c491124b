import { domainToUnicode } from 'node:url'
import { fold } from '../../../lib/filter.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import type { EmailAddress } from '../../../wire/mime/address.ts'
import type { Warning } from '../types.ts'
import { domainOf } from './outgoing.ts'

// Who writes from elsewhere and could be taken for one of ours: by the name of a colleague, by a domain that looks like
// ours, by an address of ours in the place of a name.

/** What each organisation is warned of about an author who is not of the house. */
export async function findLookAlikes(
  db: Queryable,
  organisations: readonly AccountId[],
  author: EmailAddress,
): Promise<ReadonlyMap<AccountId, Warning[]>> {
  const rows = await db.rows<{ id: AccountId; domains: string[]; isNamed: boolean }>(sql`
    select o.id, (select coalesce(array_agg(d.name), '{}') from domain d where d.account_id = o.id) as domains,
      exists (select from principal p where p.account_id = o.id and p.kind = 'individual'
        and fold(p.name) = any(${namesOf(author.name)}::text[])) as "isNamed"
    from unnest(${organisations}::bigint[]) o(id)`)
  return new Map(rows.map(({ id, domains, isNamed }) => [id, warnings(author, domains, isNamed)]))
}

function warnings({ name, email }: EmailAddress, ours: readonly string[], isNamed: boolean): Warning[] {
  const from = domainOf(email)
  const isOurs = ours.some(domain => isWithin(from, domain))
  if (isOurs) return []
  const found: Warning[] = []
  if (isNamed) found.push('colleagueName')
  if (ours.some(domain => looksLike(from, domain))) found.push('domainLookAlike')
  if (ours.some(domain => saysAddressOf(name ?? '', domain))) found.push('addressInName')
  return found
}

/** More words than this are no name. */
const MAX_WORDS = 4

/** A name in every order of its words: "Vidal Claire" is Claire Vidal. One word alone names too many people. */
export function namesOf(name: string | null): string[] {
  const words = fold(name ?? '')
    .split(/[^\p{L}\p{N}'’-]+/u)
    .filter(Boolean)
  return words.length < 2 || words.length > MAX_WORDS ? [] : orders(words).map(order => order.join(' '))
}

const orders = (words: readonly string[]): string[][] =>
  words.length < 2
    ? [[...words]]
    : words.flatMap((word, i) => orders(words.toSpliced(i, 1)).map(rest => [word, ...rest]))

const isWithin = (name: string, domain: string): boolean => name === domain || name.endsWith(`.${domain}`)

const saysAddressOf = (text: string, domain: string): boolean =>
  text.toLowerCase().replace(/\s/g, '').includes(`@${domain}`)

/** Whether a reader in a hurry would take `name` for `ours`; both as DNS writes them. */
export function looksLike(name: string, ours: string): boolean {
  if (isWithin(name, ours)) return false
  const [said, own] = [skeleton(name), skeleton(ours)]
  // montauzan.fr.example.com, montauzan-fr.com
  if (`.${said}.`.replaceAll('-', '.').includes(`.${own.replaceAll('-', '.')}.`)) return true
  const [label, ownLabel] = [labelOf(said), labelOf(own)]
  if (ownLabel.length < MIN_LABEL) return said === own
  return distance(label, ownLabel) <= (ownLabel.length < LONG_LABEL ? 1 : 2)
}

/** Shorter names are a letter away from too many others. */
const MIN_LABEL = 6
const LONG_LABEL = 12

const labelOf = (domain: string): string => domain.split('.').at(-2) ?? domain

/** Letters that look alike, as one: those of other scripts, digits, pairs. */
const ALIKE: readonly (readonly [RegExp, string])[] = [
  [/[аɑα]/g, 'a'],
  [/[еэε]/g, 'e'],
  [/[оοσ0]/g, 'o'],
  [/[рρ]/g, 'p'],
  [/[сϲ]/g, 'c'],
  [/[хχ]/g, 'x'],
  [/[уγ]/g, 'y'],
  [/[іι1l|]/g, 'i'],
  [/[ѕ5]/g, 's'],
  [/[ԁ]/g, 'd'],
  [/[ո]/g, 'n'],
  [/[ν]/g, 'v'],
  [/[мm]|rn/g, 'm'],
  [/vv|[ѡω]/g, 'w'],
]

const skeleton = (domain: string): string =>
  ALIKE.reduce((text, [letters, one]) => text.replace(letters, one), fold(domainToUnicode(domain) || domain))

/** Letters to add, take away, change or swap with their neighbour. */
function distance(a: string, b: string): number {
  if (Math.abs(a.length - b.length) > 2) return 3
  const rows = [Array.from({ length: b.length + 1 }, (_, j) => j)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) {
      const same = a[i - 1] === b[j - 1] ? 0 : 1
      const steps = [rows[i - 1]![j]! + 1, row[j - 1]! + 1, rows[i - 1]![j - 1]! + same]
      const isSwap = i > 1 && j > 1 && a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1]
      if (isSwap) steps.push(rows[i - 2]![j - 2]! + 1)
      row.push(Math.min(...steps))
    }
    rows.push(row)
  }
  return rows[a.length]![b.length]!
}
