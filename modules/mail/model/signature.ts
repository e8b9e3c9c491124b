import type { House } from '../../../core/house.ts'
import { resolveAddress } from '../../../core/resolve.ts'
import { type AccountId, type PrincipalId, writeId } from '../../../lib/id.ts'
import { turns } from '../../../lib/turn.ts'
import type { Queryable } from '../../../store/database.ts'
import { sql } from '../../../store/sql.ts'
import { readAddresses } from '../../../wire/mime/address.ts'
import { readFields } from '../../../wire/mime/header-fields.ts'
import { readStructure } from '../../../wire/mime/structure.ts'
import { undersign } from '../../../wire/mime/undersign.ts'
import type { OrganisationSignature } from '../types.ts'
import { PRINCIPAL_PREFIX } from './care.ts'
import { domainOf } from './outgoing.ts'
import { fillSignature, type Signer } from './signature-text.ts'

/** An organisation that puts something under what its people write. */
interface Signing {
  readonly organisationId: AccountId
  readonly domains: readonly string[]
  /** Those that are on, in their order. */
  readonly signatures: readonly Rule[]
}

type Rule = Pick<OrganisationSignature, 'html' | 'audience' | 'targets' | 'onlyOutside' | 'onlyFirst'>

export interface Writing {
  /** The account that it leaves from. */
  readonly accountId: AccountId
  readonly recipients: readonly string[]
  readonly bytes: () => Promise<Buffer>
}

/**
 * A message as it leaves, under which its organisation has put the first signature that fits; null where the organisation
 * has none, and nothing was read. Most have none, and one statement finds that out.
 */
export async function withSignature(
  house: House,
  { accountId, recipients, bytes }: Writing,
): Promise<Buffer | null> {
  const signing = await findSigning(house.db, accountId)
  if (signing === null) return null
  return inTurn(async () => {
    const message = await bytes()
    const { from, isAnswer } = readOccasion(message)
    const signer = from === null ? null : await findSigner(house.db, signing, from)
    if (signer === null) return message
    const isOutside = recipients.some(rcpt => !signing.domains.includes(domainOf(rcpt).toLowerCase()))
    const rule = signing.signatures.find(
      one => (isOutside || !one.onlyOutside) && !(isAnswer && one.onlyFirst) && isMeant(one, signer),
    )
    return (rule && undersign(message, fillSignature(rule.html, signer))) ?? message
  })
}

/** Whole messages in memory at a time. */
const inTurn = turns(4)

const findSigning = (db: Queryable, accountId: AccountId): Promise<Signing | null> =>
  db.row<Signing>(sql`
    select a.organisation_id as "organisationId",
      (select coalesce(jsonb_agg(d.name), '[]') from domain d where d.account_id = a.organisation_id) as domains,
      (select jsonb_agg(jsonb_build_object('html', s.html, 'audience', s.audience, 'targets', s.targets,
          'onlyOutside', s.only_outside, 'onlyFirst', s.only_first) order by s.rank, s.id)
        from organisation_signature s where s.account_id = a.organisation_id and s.is_enabled) as signatures
    from account a
    where a.account_id = ${accountId}
      and exists (select from organisation_signature s where s.account_id = a.organisation_id and s.is_enabled)`)

/** In whose name it is written, and whether it answers something. RFC 5322 §3.6.4 */
function readOccasion(message: Buffer): { readonly from: string | null; readonly isAnswer: boolean } {
  const { headerStart, headerEnd } = readStructure(message)
  const fields = readFields(message, headerStart, headerEnd, name => OCCASION.has(name))
  const named = (wanted: string) =>
    fields.find(({ name }) => name.toLowerCase() === wanted)?.value.trim() ?? ''
  return {
    from: readAddresses(named('from'))[0]?.email ?? null,
    isAnswer: named('in-reply-to') !== '' || named('references') !== '',
  }
}

const OCCASION = new Set(['from', 'in-reply-to', 'references'])

interface Known extends Signer {
  readonly groups: readonly string[]
}

/** Whoever of the organisation has that address: a person, a shared mailbox. */
async function findSigner(db: Queryable, { organisationId }: Signing, from: string): Promise<Known | null> {
  const found = await resolveAddress(db, from)
  if (found.kind !== 'found' || found.organisationId !== organisationId) return null
  const known = await findSignerOf(db, organisationId, found.principalId)
  return known && { ...known, email: from }
}

/** What a signature says of somebody, by whatever address they write. */
export async function findSignerOf(
  db: Queryable,
  organisationId: AccountId,
  id: PrincipalId,
): Promise<Known | null> {
  const row = await db.row<Signer & { groups: readonly number[] }>(sql`
    select p.name, p.title, p.service, coalesce(p.email, '') as email, o.name as organisation,
      (select coalesce(jsonb_agg(g.group_id), '[]') from groups_around(${organisationId}, ${[id]}::bigint[]) g) as groups
    from principal p join organisation o on o.account_id = p.account_id
    where p.account_id = ${organisationId} and p.id = ${id}`)
  return row && { ...row, groups: row.groups.map(group => writeId(PRINCIPAL_PREFIX, group)) }
}

function isMeant({ audience, targets }: Rule, { service, email, groups }: Known): boolean {
  if (audience === 'everybody') return true
  if (audience === 'groups') return groups.some(group => targets.includes(group))
  const own = audience === 'services' ? service : domainOf(email)
  return own !== null && targets.some(target => plain(target) === plain(own))
}

const plain = (text: string): string => text.trim().toLowerCase()
