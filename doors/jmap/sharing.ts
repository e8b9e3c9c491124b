import { type Shared, TELL_SHARED } from '../../core/share-notification.ts'
import { type PrincipalId, type RecordId, readId, writeId } from '../../lib/id.ts'
import { bitOf, grantedRights, writeRights } from '../../store/access.ts'
import type { Queryable, Tx } from '../../store/database.ts'
import type { Wire } from '../../store/records/read.ts'
import { listShares, replaceShares, type Shares } from '../../store/share.ts'
import { PRINCIPAL_PREFIX } from './principal-prefix.ts'
import type { Typed } from './typed.ts'

/** Right to see and change who a container is shared with (RFC 9670 §4). */
export const MAY_SHARE = 'mayShare'

/** Fills `shareWith` and `myRights` of records that grant rights (RFC 9670 §4). */
export async function addRights(
  db: Queryable,
  t: Typed,
  records: Wire[],
  wanted: ReadonlySet<string>,
): Promise<void> {
  const { descriptor } = t.type
  if (descriptor.container.kind !== 'self' || records.length === 0) return
  const granted = await grantedRights(db, t.access, descriptor)
  const bitsOf = (record: Wire) => granted(numberOf(t, record))
  if (wanted.has('myRights') && descriptor.properties['myRights'])
    for (const record of records) record['myRights'] = writeRights(descriptor, bitsOf(record))
  if (wanted.has('shareWith') && descriptor.properties['shareWith']) {
    const shares = await listShares(
      db,
      t.access.accountId,
      descriptor,
      records.map(r => numberOf(t, r)),
    )
    const maySee = (record: Wire) => (bitsOf(record) & bitOf(descriptor, MAY_SHARE)) !== 0
    for (const record of records)
      record['shareWith'] = maySee(record) ? writeShares(shares.get(numberOf(t, record))) : null
  }
}

const numberOf = (t: Typed, record: Wire): RecordId => readId(t.type.descriptor.prefix, record.id)!

const writeShares = (shares: Shares | undefined) =>
  shares
    ? Object.fromEntries(Array.from(shares, ([who, rights]) => [writeId(PRINCIPAL_PREFIX, who), rights]))
    : null

/** Shares that the door has checked (check.ts). */
function readShares(value: unknown): Shares {
  const given = Object.entries((value ?? {}) as Record<string, Record<string, boolean>>)
  return new Map(given.map(([id, rights]) => [readId(PRINCIPAL_PREFIX, id) as number as PrincipalId, rights]))
}

/** Writes the shares of records whose new `shareWith` differs; a job tells those whom it concerns. */
export async function writeSharing(
  tx: Tx,
  t: Typed,
  id: RecordId,
  before: unknown,
  after: unknown,
): Promise<void> {
  if (JSON.stringify(before ?? null) === JSON.stringify(after ?? null)) return
  await replaceShares(tx, t.access.accountId, t.type.descriptor, id, readShares(after))
  const { accountId } = t.access
  const shared = {
    accountId,
    type: t.type.descriptor.name,
    id,
    by: t.call.actor.principalId,
    before: (before ?? null) as Shared['before'],
    after: (after ?? null) as Shared['after'],
  } satisfies Shared
  await t.call.house.jobs.enqueue(tx, TELL_SHARED, shared)
  tx.announce({ kind: 'shared', accountId })
}
