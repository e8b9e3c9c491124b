import { Refused } from '../../../lib/errors.ts'
import type { AccountId, RecordId } from '../../../lib/id.ts'
import type { Tx } from '../../../store/database.ts'
import { take } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import type { Role } from '../types.ts'

/** Mailboxes that every account starts with, in the order in which they are shown. */
const NAMES = {
  inbox: { fr: 'Inbox', en: 'Inbox' },
  drafts: { fr: 'Brouillons', en: 'Drafts' },
  sent: { fr: 'Envoyés', en: 'Sent' },
  archive: { fr: 'Archives', en: 'Archive' },
  junk: { fr: 'Indésirables', en: 'Junk' },
  trash: { fr: 'Corbeille', en: 'Trash' },
} as const satisfies Partial<Record<Role, { fr: string; en: string }>>

/** Those that are made when something comes into them. */
const LATER_NAMES = {
  snoozed: { fr: 'Reportés', en: 'Snoozed' },
} as const satisfies Partial<Record<Role, { fr: string; en: string }>>

const ALL_NAMES = { ...NAMES, ...LATER_NAMES }
type FurnishedRole = keyof typeof ALL_NAMES
const DEFAULT_ROLES = Object.keys(NAMES) as FurnishedRole[]
const ROLES = Object.keys(ALL_NAMES) as FurnishedRole[]

/** The inbox keeps one name on the wire, where IMAP fixes it; screens translate it. */
export const furnishMailboxes = (tx: Tx, accountId: AccountId, language: string): Promise<RecordId[]> =>
  make(tx, accountId, DEFAULT_ROLES, language)

/** The mailbox of a role where the account has none: it was made before the module, or someone destroyed it. */
export async function furnishRole(tx: Tx, accountId: AccountId, role: Role): Promise<RecordId> {
  if (!isFurnished(role)) throw new Refused('notFound', `no mailbox has the role ${role}`)
  const row = await tx.row<{ french: boolean }>(sql`
    select exists (select from mailbox where account_id = ${accountId} and name = 'Brouillons') as french`)
  const [id] = await make(tx, accountId, [role], row!.french ? 'fr' : 'en')
  return id!
}

const isFurnished = (role: Role): role is FurnishedRole => Object.hasOwn(ALL_NAMES, role)

async function make(
  tx: Tx,
  accountId: AccountId,
  roles: readonly FurnishedRole[],
  language: string,
): Promise<RecordId[]> {
  const first = (await take(tx, accountId, { Mailbox: roles.length })).Mailbox
  const spoken = language.startsWith('fr') ? 'fr' : 'en'
  const rows = roles.map((role, i) => ({
    id: first + i,
    role,
    name: ALL_NAMES[role][spoken],
    sort_order: ROLES.indexOf(role) + 1,
  }))
  await tx.run(sql`
    insert into mailbox (account_id, id, seq, uid_validity, name, role, sort_order)
    select ${accountId}::bigint, id, id, id, case when exists (select from mailbox b where b.account_id = ${accountId}
        and b.parent_id is null and b.name = r.name) then r.name || ' ' || id else r.name end, role, sort_order
    from jsonb_to_recordset(${JSON.stringify(rows)}) as r(id bigint, role text, name text, sort_order int)`)
  return rows.map(row => row.id as RecordId)
}
