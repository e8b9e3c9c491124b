import type { House } from '../../../core/house.ts'
import type { AccountId, Digest, RecordId } from '../../../lib/id.ts'
import { fromBytes } from '../../../store/blobs/blobs.ts'
import { codeOf, type Tx } from '../../../store/database.ts'
import { index, type Searchable } from '../../../store/search.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { raw, sql } from '../../../store/sql.ts'
import { wordsOf } from '../../../wire/document/document.ts'
import type { EmailAddress } from '../../../wire/mime/address.ts'
import { type MessageProjection, projectMessage } from '../../../wire/mime/projection.ts'
import { readableParts } from './attachment/readable.ts'
import { listTexts } from './attachment/text.ts'
import { readAll, wakeReader } from './attachment/wake.ts'

export const INDEX_JOB = 'mail.index'
export const INDEX_SWEEP_JOB = 'mail.indexAll'
const BATCH = 50
/** More than that makes nobody wait who searches. */
const FEW_BYTES = 1024 * 1024

/** So many bytes times a batch may stand in memory together. */
const SHORT_BYTES = 64 * 1024

/** What comes in a burst is filed first: its words wait until it has paused so long, but not for ever. */
const DELAY_MS = 1000
const PAUSE_MS = 2000
const PATIENCE_MS = 30_000

/** Has a job index what waits in the account, a moment later. The rows stay until it did. */
export const wakeIndexer = (tx: Tx, house: House, accountId: AccountId): Promise<void> =>
  house.jobs.enqueue(
    tx,
    INDEX_JOB,
    { accountId },
    { key: `${INDEX_JOB}.${accountId}`, at: new Date(house.now().getTime() + DELAY_MS) },
  )

/** The job: what waits in an account is indexed, unless mail is pouring into it just now. */
export async function indexBetweenBursts(
  house: House,
  { accountId }: { accountId: AccountId },
): Promise<void> {
  while (!(await isPouring(house, accountId)))
    if (!(await indexBatch(house, accountId, await listWaiting(house, accountId)))) return
  await house.db.write(tx => wakeIndexer(tx, house, accountId))
}

async function isPouring(house: House, accountId: AccountId): Promise<boolean> {
  const end = (order: 'asc' | 'desc') => sql`
    select u.id, e.received_at from email_unindexed u join email e on e.account_id = u.account_id and e.id = u.id
    where u.account_id = ${accountId} order by u.id ${raw(order)} limit 1`
  const now = house.now().getTime()
  const row = await house.db.row<{ is: boolean }>(sql`
    select newest.id > oldest.id and newest.received_at between ${new Date(now - PAUSE_MS)} and ${new Date(now)}
      and oldest.received_at > ${new Date(now - PATIENCE_MS)} as is
    from (${end('desc')}) newest, (${end('asc')}) oldest`)
  return row?.is ?? false
}

/**
 * Puts what waits in an account into the full-text index. A delivery wakes a job only when nothing waits, so the last
 * look for more is taken under the lock of the account: whoever delivers after it wakes another.
 */
export async function indexWaiting(house: House, { accountId }: { accountId: AccountId }): Promise<void> {
  while (await indexBatch(house, accountId, await listWaiting(house, accountId)));
}

/** For a search: indexes what waits at once when it is little, so that what has just come is found. */
export async function indexFew(house: House, accountId: AccountId): Promise<void> {
  const waiting = await listWaiting(house, accountId)
  const bytes = waiting.reduce((sum, { size }) => sum + size, 0)
  if (waiting.length > 0 && waiting.length < BATCH && bytes <= FEW_BYTES)
    await indexBatch(house, accountId, waiting)
}

/** True while more waits. */
async function indexBatch(house: House, accountId: AccountId, waiting: readonly Waiting[]): Promise<boolean> {
  const read = await readSearchables(house, accountId, waiting)
  await put(
    house,
    accountId,
    read.map(({ record }) => record),
  )
  const ids = waiting.map(({ id }) => id)
  const withoutFiles = waiting.flatMap(({ id, isRead }) => (isRead ? [] : [id]))
  const unread = read.flatMap(({ record, isUnread }) => (isUnread ? [record.id] : []))
  return house.db.write(async tx => {
    await lockAccounts(tx, [accountId])
    await forget(tx, accountId, ids)
    await putAgain(tx, accountId, withoutFiles)
    if (await putUnread(tx, accountId, unread)) await wakeReader(tx, house, accountId)
    return isWaiting(tx, accountId)
  })
}

/** Attachments that were read since we looked: what another has indexed of them we have just written over. */
const putAgain = (tx: Tx, accountId: AccountId, ids: readonly RecordId[]): Promise<number> =>
  tx.run(sql`
    insert into email_unindexed (account_id, id)
    select distinct a.account_id, a.id from email_attachment a
    where a.account_id = ${accountId} and a.id = any(${ids}::bigint[])
    on conflict do nothing`)

/** Has the attachments of these read; whether there are any. */
const putUnread = async (tx: Tx, accountId: AccountId, ids: readonly RecordId[]): Promise<boolean> =>
  ids.length > 0 &&
  (await tx.run(sql`
    insert into attachment_unread (account_id, id)
    select e.account_id, e.id from email e
    where e.account_id = ${accountId} and e.id = any(${ids}::bigint[])
      and not exists (select from email_attachment a where a.account_id = e.account_id and a.id = e.id)
    on conflict do nothing`)) > 0

const TOO_LONG = '54000'

/** Texts in which no word comes twice may be more than the index takes of a record: then those of attachments are cut. */
async function put(house: House, accountId: AccountId, records: readonly Searchable[]): Promise<void> {
  try {
    await index(house.db, accountId, 'Email', records)
  } catch (error) {
    const longest = Math.max(...records.map(({ words }) => words.D?.length ?? 0))
    if (codeOf(error) !== TOO_LONG || longest === 0) throw error
    for (const record of records) await put(house, accountId, [halved(record)])
  }
}

const halved = ({ words, ...record }: Searchable): Searchable => ({
  ...record,
  words: { ...words, D: words.D?.slice(0, words.D.length >> 1) ?? '' },
})

/** Wakes the job of every account in which something waits: none is forgotten, whatever became of a job. */
export async function indexAll(house: House): Promise<void> {
  await readAll(house)
  const accounts = await house.db.rows<{ id: AccountId }>(sql`
    select distinct account_id as id from email_unindexed`)
  for (const { id } of accounts) await house.db.write(tx => wakeIndexer(tx, house, id))
}

interface Waiting {
  id: RecordId
  digest: Digest
  size: number
  receivedAt: Date
  /** Its attachments were looked at already. */
  isRead: boolean
}

async function listWaiting(house: House, accountId: AccountId): Promise<Waiting[]> {
  const rows = await house.db.rows<Omit<Waiting, 'digest'> & { digest: Buffer }>(sql`
    select e.id, e.blob_digest as digest, e.size, e.received_at as "receivedAt",
      exists (select from email_attachment a where a.account_id = e.account_id and a.id = e.id) as "isRead"
    from email_unindexed u join email e on e.account_id = u.account_id and e.id = u.id
    where u.account_id = ${accountId} order by u.id limit ${BATCH}`)
  return rows.map(row => ({ ...row, digest: fromBytes(row.digest) }))
}

interface Read {
  readonly record: Searchable
  /** Has attachments that are yet to be read. */
  readonly isUnread: boolean
}

/** Short messages are fetched together; big ones one at a time, so that they do not stand in memory together. */
async function readSearchables(
  house: House,
  accountId: AccountId,
  waiting: readonly Waiting[],
): Promise<Read[]> {
  const read: Read[] = []
  const short = waiting.filter(({ size }) => size <= SHORT_BYTES)
  const together = await house.blobs.readMany([...new Set(short.map(({ digest }) => digest))])
  for (const { id, digest, receivedAt, isRead } of waiting) {
    const bytes = together.get(digest) ?? (await house.blobs.readMany([digest])).get(digest)
    if (!bytes) continue
    const projection = projectMessage(bytes)
    const attached = isRead ? await attachedWords(house, accountId, id) : ''
    read.push({
      record: searchable(id, receivedAt, projection, attached),
      isUnread: !isRead && readableParts(projection.structure).length > 0,
    })
  }
  return read
}

async function attachedWords(house: House, accountId: AccountId, id: RecordId): Promise<string> {
  const texts = await listTexts(house, accountId, id)
  return texts.map(({ pieces }) => wordsOf(pieces)).join('\n')
}

function searchable(id: RecordId, at: Date, p: MessageProjection, attached: string): Searchable {
  const people = [p.from, p.to, p.cc, p.bcc, p.replyTo].flatMap(list => list ?? [])
  return {
    id,
    at,
    title: p.subject ?? '',
    words: { A: p.subject ?? '', B: people.map(spell).join('\n'), C: p.text, D: attached },
  }
}

/** The parts of an address are words too. */
const spell = ({ name, email }: EmailAddress): string =>
  `${name ?? ''} ${email} ${email.replace(/[@.+_-]+/g, ' ')}`

/** What was destroyed meanwhile goes from the index again. */
const forget = (tx: Tx, accountId: AccountId, ids: readonly RecordId[]): Promise<number> =>
  tx.run(sql`
    with known as (
      delete from email_unindexed where account_id = ${accountId} and id = any(${ids}::bigint[]))
    delete from search s where s.account_id = ${accountId} and s.type = 'Email' and s.id = any(${ids}::bigint[])
      and not exists (select from email e where e.account_id = s.account_id and e.id = s.id)`)

async function isWaiting(tx: Tx, accountId: AccountId): Promise<boolean> {
  const row = await tx.row<{ is: boolean }>(sql`
    select exists (select from email_unindexed where account_id = ${accountId}) as is`)
  return row!.is
}
