import { readFile } from 'node:fs/promises'
import { Readable } from 'node:stream'
import { createZstdDecompress, zstdDecompressSync } from 'node:zlib'
import { Refused } from '../../lib/errors.ts'
import type { AccountId, Digest } from '../../lib/id.ts'
import type { Database, Queryable, Tx } from '../database.ts'
import { sql } from '../sql.ts'
import type { Place } from './place.ts'
import { INLINE_BYTES, type Spooled, spoolBytes, spoolStream } from './spool.ts'

/**
 * Bytes, named by their SHA-256. `content` holds them once for the house; `blob` says which account may read them
 * and how many of its records hold them. What no record holds is collected after a day of grace.
 *
 *   const spooled = await blobs.prepare(bytes)              outside the transaction: hash, compress, big ones to disk
 *   await blobs.hold(tx, account, spooled, 1)               inside: the account has it, one record refers to it
 *   blobs.release(tx, account, [digest])                    one record fewer
 */
export interface Blobs {
  /** Whoever is in a transaction already hands it over: to wait for another connection, many could wait for ever. */
  prepare(source: Buffer | AsyncIterable<Buffer>, limit?: number, within?: Queryable): Promise<Spooled>
  hold(tx: Queryable, accountId: AccountId, spooled: Spooled, refs: number): Promise<void>
  /** One reference more each; in one statement, and each content once however many accounts are to have it. */
  holdAll(tx: Tx, holds: readonly Hold[]): void
  /** One reference more on what the account holds already; false when it does not hold it. */
  refer(tx: Tx, accountId: AccountId, digest: Digest): Promise<boolean>
  release(tx: Tx, accountId: AccountId, digests: readonly Digest[]): void
  /** Lets another account hold what this one holds, for copies; false when it does not hold it. */
  copy(tx: Tx, from: AccountId, to: AccountId, digest: Digest, refs: number): Promise<boolean>
  /** Size of a blob that the account holds, or null. */
  size(db: Queryable, accountId: AccountId, digest: Digest): Promise<number | null>
  /** The whole content; for messages and other bounded things. */
  read(digest: Digest): Promise<Buffer>
  /** Contents of many, in one statement where they are small. */
  readMany(digests: readonly Digest[]): Promise<ReadonlyMap<Digest, Buffer>>
  open(digest: Digest, start?: number, end?: number): Promise<Readable>
  /** Deletes what nothing holds; the number of contents that went. */
  collect(): Promise<number>
}

export interface Hold {
  readonly accountId: AccountId
  readonly spooled: Spooled
}

export const GRACE_HOURS = 24
const DEFAULT_LIMIT = 512 * 1024 * 1024

interface Content {
  digest: Buffer
  codec: 'identity' | 'zstd'
  place: string
  bytes: Buffer | null
}

/** `temporary` is a folder on the same disk as the place; `place` null keeps everything in the database. */
export function openBlobs(db: Database, temporary: string, place: Place | null): Blobs {
  return {
    async prepare(source, limit = DEFAULT_LIMIT, within = db) {
      const spooled =
        Buffer.isBuffer(source) && source.length <= INLINE_BYTES
          ? spoolBytes(bounded(source, limit))
          : await spoolStream(Buffer.isBuffer(source) ? Readable.from([source]) : source, temporary, limit)
      if (spooled.file === null) return spooled
      await settle(within, place, spooled)
      return spooled
    },
    hold: (tx, accountId, spooled, refs) => hold(tx, accountId, spooled, refs),
    holdAll: (tx, holds) => holdAll(tx, holds),
    refer: async (tx, accountId, digest) =>
      (await tx.run(sql`update blob set refs = refs + 1, touched_at = now()
        where account_id = ${accountId} and digest = ${toBytes(digest)}`)) > 0,
    release: (tx, accountId, digests) => release(tx, accountId, digests),
    copy: async (tx, from, to, digest, refs) =>
      (await tx.run(sql`insert into blob (account_id, digest, size, refs)
        select ${to}::bigint, digest, size, ${refs}::int from blob where account_id = ${from} and digest = ${toBytes(digest)}
        on conflict (account_id, digest) do update set refs = blob.refs + excluded.refs, touched_at = now()`)) >
      0,
    async size(queryable, accountId, digest) {
      const row = await queryable.row<{ size: number }>(sql`
        select size from blob where account_id = ${accountId} and digest = ${toBytes(digest)}`)
      return row?.size ?? null
    },
    async read(digest) {
      const found = (await this.readMany([digest])).get(digest)
      if (!found) throw new Refused('notFound', 'the content is no longer there')
      return found
    },
    readMany: digests => readMany(db, place, digests),
    open: (digest, start, end) => open(db, place, digest, start, end),
    collect: () => collect(db, place),
  }
}

function bounded(bytes: Buffer, limit: number): Buffer {
  if (bytes.length > limit) throw new Refused('tooLarge', `more than ${limit} bytes`, { limit })
  return bytes
}

/**
 * Big contents are durable before the record that holds them is written; the grace keeps them until then. A row alone
 * does not say that its bytes are there: a collection takes them away first, and may have been cut short.
 */
async function settle(db: Queryable, place: Place | null, spooled: Spooled): Promise<void> {
  const kept = await db.row<{ place: string }>(sql`
    update content set touched_at = now() where digest = ${toBytes(spooled.digest)} returning place`)
  const isThere =
    kept?.place === 'database' || (kept?.place === place?.name && (await place?.has(spooled.digest)))
  if (!isThere) {
    if (place) await place.write(spooled.digest, spooled.file!)
    await enter(db, place, spooled)
  }
  await spooled.discard()
}

async function enter(db: Queryable, place: Place | null, spooled: Spooled): Promise<void> {
  const bytes = place ? null : await readFile(spooled.file!)
  await db.run(sql`
    insert into content (digest, size, place, codec, bytes)
    values (${toBytes(spooled.digest)}, ${spooled.size}, ${place?.name ?? 'database'}, ${spooled.codec}, ${bytes})
    on conflict (digest) do update set touched_at = now(), place = excluded.place, codec = excluded.codec,
      bytes = excluded.bytes`)
}

async function hold(tx: Queryable, accountId: AccountId, spooled: Spooled, refs: number): Promise<void> {
  const digest = toBytes(spooled.digest)
  if (spooled.bytes)
    await tx.run(sql`
      insert into content (digest, size, place, codec, bytes)
      values (${digest}, ${spooled.size}, 'database', ${spooled.codec}, ${spooled.bytes})
      on conflict (digest) do update set touched_at = now()`)
  await tx.run(sql`
    insert into blob (account_id, digest, size, refs) values (${accountId}, ${digest}, ${spooled.size}, ${refs})
    on conflict (account_id, digest) do update set refs = blob.refs + excluded.refs, touched_at = now()`)
}

/** The bytes travel as one value, which each content is cut from: the driver would write a list of them as text. */
function holdAll(tx: Tx, holds: readonly Hold[]): void {
  if (holds.length === 0) return
  const inline = [...new Map(holds.map(({ spooled }) => [spooled.digest, spooled])).values()]
    .filter(spooled => spooled.bytes !== null)
    .sort((a, b) => (a.digest < b.digest ? -1 : 1))
  let at = 1
  const contents = inline.map(({ digest, size, codec, bytes }) => {
    const start = at
    at += bytes!.length
    return { digest, size, codec, start, length: bytes!.length }
  })
  const counted = holds.map(({ accountId, spooled: { digest, size } }) => ({
    account: accountId,
    digest,
    size,
  }))
  tx.post(sql`
    with contents as (
      insert into content (digest, size, place, codec, bytes)
      select decode(c.digest, 'hex'), c.size, 'database', c.codec, substring(${Buffer.concat(inline.map(s => s.bytes!))}::bytea from c.start for c.length)
      from jsonb_to_recordset(${JSON.stringify(contents)}) as c(digest text, size bigint, codec text, start int, length int)
      on conflict (digest) do update set touched_at = now())
    insert into blob (account_id, digest, size, refs)
    select b.account, decode(b.digest, 'hex'), min(b.size), count(*)
    from jsonb_to_recordset(${JSON.stringify(counted)}) as b(account bigint, digest text, size bigint)
    group by b.account, b.digest order by b.account, b.digest
    on conflict (account_id, digest) do update set refs = blob.refs + excluded.refs, touched_at = now()`)
}

function release(tx: Tx, accountId: AccountId, digests: readonly Digest[]): void {
  if (digests.length === 0) return
  tx.post(sql`
    update blob b set refs = b.refs - r.n, touched_at = now()
    from (select digest, count(*)::int as n from unnest(${digests.map(toBytes)}::bytea[]) d(digest) group by digest) r
    where b.account_id = ${accountId} and b.digest = r.digest`)
}

async function readMany(
  db: Database,
  place: Place | null,
  digests: readonly Digest[],
): Promise<ReadonlyMap<Digest, Buffer>> {
  const rows = await db.rows<Content>(sql`
    select digest, codec, place, bytes from content where digest = any(${digests.map(toBytes)}::bytea[])`)
  const found = new Map<Digest, Buffer>()
  for (const row of rows) {
    const digest = row.digest.toString('hex') as Digest
    found.set(digest, row.bytes ? inflate(row.codec, row.bytes) : await drain(await elsewhere(place, row)))
  }
  return found
}

const inflate = (codec: Content['codec'], bytes: Buffer): Buffer =>
  codec === 'zstd' ? zstdDecompressSync(bytes) : bytes

async function elsewhere(place: Place | null, row: Content): Promise<Readable> {
  if (place?.name !== row.place) throw new Error(`contents are in ${row.place}, which is not configured`)
  const stored = await place.open(row.digest.toString('hex') as Digest)
  return row.codec === 'zstd' ? pipe(stored, createZstdDecompress()) : stored
}

function pipe(from: Readable, through: ReturnType<typeof createZstdDecompress>): Readable {
  from.on('error', error => through.destroy(error))
  through.on('close', () => from.destroy())
  return from.pipe(through)
}

async function drain(stream: Readable): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk as Buffer)
  return Buffer.concat(chunks)
}

async function open(
  db: Database,
  place: Place | null,
  digest: Digest,
  start = 0,
  end = Number.MAX_SAFE_INTEGER,
): Promise<Readable> {
  const row = await db.row<Content>(sql`
    select digest, codec, place, bytes from content where digest = ${toBytes(digest)}`)
  if (!row) throw new Refused('notFound', 'the content is no longer there')
  if (row.bytes) return Readable.from([inflate(row.codec, row.bytes).subarray(start, end)])
  const whole = await elsewhere(place, row)
  return start === 0 && end === Number.MAX_SAFE_INTEGER ? whole : slice(whole, start, end)
}

/** Bytes from `start` up to, without, `end`. Whoever reads no further lets go of the source. */
function slice(source: Readable, start: number, end: number): Readable {
  const cut = async function* () {
    let at = 0
    for await (const chunk of source as AsyncIterable<Buffer>) {
      const part = chunk.subarray(Math.max(0, start - at), Math.max(0, end - at))
      at += chunk.length
      if (part.length) yield part
      if (at >= end) break
    }
  }
  return Readable.from(cut(), { objectMode: false }).once('close', () => source.destroy())
}

/** The row is deleted with its file while locked, so that a writer of the same content waits and writes anew. */
async function collect(db: Database, place: Place | null): Promise<number> {
  await db.run(sql`
    delete from blob where refs <= 0 and touched_at < now() - make_interval(hours => ${GRACE_HOURS}::int)`)
  let gone = 0
  for (;;) {
    const batch = await db.write(async tx => {
      const rows = await tx.rows<{ digest: Buffer; place: string }>(sql`
        delete from content c where c.digest in (
          select digest from content c where touched_at < now() - make_interval(hours => ${GRACE_HOURS}::int)
            and not exists (select from blob b where b.digest = c.digest) limit 500 for update skip locked)
        returning digest, place`)
      for (const row of rows)
        if (row.place !== 'database') await place?.remove(row.digest.toString('hex') as Digest)
      return rows.length
    })
    if (batch === 0) break
    gone += batch
  }
  return gone + (await removeStrays(db, place))
}

/** What a crash left between a file and its row. */
async function removeStrays(db: Database, place: Place | null): Promise<number> {
  const cutoff = new Date(Date.now() - GRACE_HOURS * 3_600_000)
  let gone = 0
  for await (const digests of place?.listBefore?.(cutoff) ?? []) {
    const rows = await db.rows<{ digest: Buffer }>(sql`
      select digest from content where digest = any(${digests.map(toBytes)}::bytea[])`)
    const known = new Set(rows.map(row => fromBytes(row.digest)))
    const strays = digests.filter(digest => !known.has(digest))
    for (const digest of strays) await place!.remove(digest)
    gone += strays.length
  }
  return gone
}

export const toBytes = (digest: Digest): Buffer => Buffer.from(digest, 'hex')
export const fromBytes = (bytes: Buffer): Digest => bytes.toString('hex') as Digest
