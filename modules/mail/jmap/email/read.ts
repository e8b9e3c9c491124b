import type { House } from '../../../../core/house.ts'
import type { RecordType } from '../../../../core/module.ts'
import { LIMITS, MAX_ANSWERED_BYTES, tooMuch } from '../../../../doors/jmap/limits.ts'
import type { Digest } from '../../../../lib/id.ts'
import type { Blobs } from '../../../../store/blobs/blobs.ts'
import type { Wire } from '../../../../store/records/read.ts'
import { weightOf } from '../../../../wire/jmap/json.ts'
import { type EmailRow, readEmails } from '../../model/emails.ts'
import { noteOpening } from '../../model/opened.ts'
import { together } from '../../model/together.ts'
import { describeEmail } from './describe.ts'
import { describeSenders } from './sender.ts'
import { depthOf, type EmailWish, GET_PROPERTIES, needsMessage, readWish } from './wish.ts'

// RFC 8621 §4.2
export const readEmail: NonNullable<RecordType['read']> = async (call, access, ids, _, args) => {
  const wish = readWish(args, GET_PROPERTIES)
  // A client that only asks for the state opens nothing.
  if (ids === null || ids.length > 0) await noteOpening(call.house, call.actor, access.accountId)
  const rows = await readEmails(call.house.db, access, ids, depthOf(wish), LIMITS.maxObjectsInGet + 1)
  const records = await describeRows(call.house, rows, wish)
  await describeSenders(call.house.db, access, rows, records, wish)
  return records
}

async function describeRows(house: House, rows: readonly EmailRow[], wish: EmailWish): Promise<Wire[]> {
  if (!needsMessage(wish)) return rows.map(row => describeEmail(row, wish, null))
  const records: Wire[] = []
  let room = MAX_ANSWERED_BYTES
  for (const batch of together(rows)) {
    const contents = await readContents(house.blobs, batch)
    for (const row of batch) records.push(describeEmail(row, wish, contents.get(row.digest) ?? null))
    room -= weightOf(records.slice(-batch.length), room)
    if (room <= 0) throw tooMuch()
  }
  return records
}

const readContents = (blobs: Blobs, rows: readonly EmailRow[]): Promise<ReadonlyMap<Digest, Buffer>> =>
  blobs.readMany([...new Set(rows.map(row => row.digest))])
