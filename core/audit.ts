import { createHash } from 'node:crypto'
import type { AccountId, RecordId } from '../lib/id.ts'
import type { Queryable, Tx } from '../store/database.ts'
import { take } from '../store/sequence.ts'
import { sql } from '../store/sql.ts'
import type { By } from './actor.ts'
import { wholeSeconds } from './instant.ts'

/** Something worth knowing afterwards: who did what to what. Never a secret in `details`. */
export interface Deed {
  readonly action: string
  readonly target?: { readonly type: string; readonly id: number | null; readonly name: string }
  readonly details?: Readonly<Record<string, unknown>>
  /** Of a stranger, who is no actor yet. */
  readonly ip?: string
}

interface Entry {
  id: number
  at: string
  actor_id: number | null
  actor_name: string
  action: string
  target_type: string | null
  target_id: number | null
  target_name: string | null
  details: unknown
  ip: string | null
}

/** Adds an entry. The account's lock, held by `take`, puts the links of the chain in order. */
export async function audit(tx: Tx, by: By, organisationId: AccountId, deed: Deed): Promise<void> {
  const id = (await take(tx, organisationId, { AuditEntry: 1 })).AuditEntry
  const entry = entryOf(id, by, deed)
  const last = await tx.row<{ digest: Buffer }>(sql`
    select digest from audit_entry where account_id = ${organisationId} order by id desc limit 1`)
  await tx.run(sql`
    insert into audit_entry (account_id, id, seq, at, actor_id, actor_name, action, target_type, target_id, target_name,
      details, ip, digest)
    values (${organisationId}, ${id}, ${id}, ${entry.at}, ${entry.actor_id}, ${entry.actor_name}, ${entry.action},
      ${entry.target_type}, ${entry.target_id}, ${entry.target_name}, ${JSON.stringify(entry.details)}, ${entry.ip},
      ${link(last?.digest ?? null, entry)})`)
}

function entryOf(id: number, by: By, { action, target, details, ip }: Deed): Entry {
  return asKept({
    id,
    at: wholeSeconds(),
    actor_id: by?.principalId ?? null,
    actor_name: by?.name ?? '',
    action,
    target_type: target?.type ?? null,
    target_id: target?.id ?? null,
    target_name: target?.name ?? null,
    details: details ?? {},
    ip: ip ?? by?.ip ?? null,
  })
}

/** What JSON does not carry, and half a character, is not kept: nor is it hashed then. */
const asKept = (entry: Entry): Entry =>
  JSON.parse(
    JSON.stringify(entry, (_, value) => (typeof value === 'string' ? value.toWellFormed() : value)),
  ) as Entry

const PAGE = 1000

/** Id of the first entry that does not follow from those before it; null when the chain holds. */
export async function findTampering(db: Queryable, organisationId: AccountId): Promise<RecordId | null> {
  let previous: Buffer | null = null
  for (let after = 0; ; ) {
    const page: (Entry & { digest: Buffer })[] = await db.rows(sql`
      select id, to_char(at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"') as at, actor_id, actor_name, action,
        target_type, target_id, target_name, details, ip, digest
      from audit_entry where account_id = ${organisationId} and id > ${after} order by id limit ${PAGE}`)
    for (const { digest, ...entry } of page) {
      if (!link(previous, entry).equals(digest)) return entry.id as RecordId
      previous = digest
      after = entry.id
    }
    if (page.length < PAGE) return null
  }
}

/** SHA-256 of the previous link and this entry in one canonical form: names in order, whatever jsonb made of them. */
function link(previous: Buffer | null, entry: Entry): Buffer {
  return createHash('sha256')
    .update(previous ?? '')
    .update(JSON.stringify(ordered(entry)))
    .digest()
}

function ordered(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(ordered)
  if (typeof value !== 'object' || value === null) return value
  return Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, inner]) => [name, ordered(inner)])
}
