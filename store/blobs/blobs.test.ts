import assert from 'node:assert/strict'
import { createHash, randomBytes } from 'node:crypto'
import { access, mkdtemp, readdir, rm, utimes } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { Readable } from 'node:stream'
import { after, before, describe, test } from 'node:test'
import type { AccountId, Digest } from '../../lib/id.ts'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import { sql } from '../sql.ts'
import { type Blobs, openBlobs, toBytes } from './blobs.ts'
import { directoryPlace } from './directory.ts'
import type { Place } from './place.ts'
import { memoryS3 } from './s3.testing.ts'
import { s3Place } from './s3.ts'
import { INLINE_BYTES } from './spool.ts'

const ACCOUNT = 1 as AccountId
const OTHER = 2 as AccountId
const SMALL = Buffer.from('Toiture de la halle, deux devis. '.repeat(50))
const BIG = Buffer.concat([randomBytes(INLINE_BYTES), Buffer.alloc(INLINE_BYTES, 'é')])

let database: TestDatabase
let folder: string
let s3: Awaited<ReturnType<typeof memoryS3>>
before(async () => {
  database = await testDatabase()
  folder = await mkdtemp(join(tmpdir(), 'bastide-blobs-'))
  s3 = await memoryS3()
})
after(async () => {
  s3.close()
  await database.close()
  await rm(folder, { recursive: true, force: true })
})

const PLACES: Readonly<Record<string, () => Place | null>> = {
  database: () => null,
  directory: () => directoryPlace(join(folder, 'contents')),
  S3: () => s3Place({ endpoint: s3.url, region: 'eu', bucket: 'b', accessKey: 'key', secretKey: 'secret' }),
}

for (const [named, place] of Object.entries(PLACES))
  describe(`blobs in the ${named}`, () => {
    let blobs: Blobs
    before(async () => {
      await database.db.run(sql`truncate content, blob`)
      blobs = openBlobs(database.db, join(folder, 'tmp'), place())
    })
    const keep = async (source: Buffer | Readable, refs = 1): Promise<Digest> => {
      const spooled = await blobs.prepare(source)
      await database.db.write(tx => blobs.hold(tx, ACCOUNT, spooled, refs))
      return spooled.digest
    }

    for (const [size, bytes] of [
      ['small', SMALL],
      ['big', BIG],
    ] as const) {
      test(`${size} bytes come back as they went in, from memory and from a stream`, async () => {
        const digest = await keep(bytes)
        assert.equal(digest, createHash('sha256').update(bytes).digest('hex'))
        assert.equal(await keep(Readable.from([bytes.subarray(0, 7), bytes.subarray(7)])), digest)
        assert.deepEqual(await blobs.read(digest), bytes)
        assert.equal(await blobs.size(database.db, ACCOUNT, digest), bytes.length)
        assert.equal(await blobs.size(database.db, OTHER, digest), null)
      })

      test(`a range of ${size} bytes is that range`, async () => {
        const digest = await keep(bytes)
        const part = Buffer.concat(await Array.fromAsync(await blobs.open(digest, 5, 1005)))
        assert.deepEqual(part, bytes.subarray(5, 1005))
      })
    }

    test('more than the limit is refused, and nothing is left behind', async () => {
      await assert.rejects(blobs.prepare(Readable.from([BIG, BIG]), BIG.length + 1), { code: 'tooLarge' })
      assert.deepEqual(await readdir(join(folder, 'tmp')).catch(() => []), [])
    })

    test('what records hold stays, what none holds goes after the grace', async () => {
      const held = await keep(randomBytes(INLINE_BYTES * 2))
      const released = await keep(randomBytes(INLINE_BYTES * 2))
      const uploaded = await keep(randomBytes(600), 0)
      await database.db.write(async tx => blobs.release(tx, ACCOUNT, [released]))
      assert.equal(await blobs.collect(), 0, 'the grace is not over')
      await database.db.run(sql`update blob set touched_at = now() - interval '2 days'`)
      await database.db.run(sql`update content set touched_at = now() - interval '2 days'`)
      await blobs.collect()
      assert.equal((await blobs.read(held)).length, INLINE_BYTES * 2)
      for (const gone of [released, uploaded]) await assert.rejects(blobs.read(gone), { code: 'notFound' })
    })

    test('what a collection took that broke off before its end is written once more', async () => {
      const bytes = randomBytes(INLINE_BYTES * 2)
      const digest = await keep(bytes)
      await place()?.remove(digest)
      await keep(bytes)
      assert.deepEqual(await blobs.read(digest), bytes)
    })

    test('an account copies what another holds, and nothing else', async () => {
      const digest = await keep(SMALL)
      assert.ok(await database.db.write(tx => blobs.copy(tx, ACCOUNT, OTHER, digest, 1)))
      assert.equal(await blobs.size(database.db, OTHER, digest), SMALL.length)
      const unknown = createHash('sha256').update('unknown').digest('hex') as Digest
      assert.equal(await database.db.write(tx => blobs.copy(tx, ACCOUNT, OTHER, unknown, 1)), false)
    })
  })

test('a file that a crash left without its row goes after the grace, and no other', async () => {
  const root = join(folder, 'strays')
  const blobs = openBlobs(database.db, join(folder, 'tmp'), directoryPlace(root))
  const kept = await blobs.prepare(randomBytes(INLINE_BYTES * 2))
  await database.db.write(tx => blobs.hold(tx, ACCOUNT, kept, 1))
  const lost = await blobs.prepare(randomBytes(INLINE_BYTES * 2))
  await database.db.run(sql`delete from content where digest = ${toBytes(lost.digest)}`)
  const pathOf = (digest: Digest) => join(root, digest.slice(0, 2), digest.slice(2, 4), `${digest}.zst`)
  const old = new Date(Date.now() - 48 * 3_600_000)
  for (const { digest } of [kept, lost]) await utimes(pathOf(digest), old, old)
  await blobs.collect()
  await assert.rejects(access(pathOf(lost.digest)))
  assert.equal((await blobs.read(kept.digest)).length, INLINE_BYTES * 2)
})

test('the same bytes in two accounts are stored once', async () => {
  const blobs = openBlobs(database.db, join(folder, 'tmp'), null)
  const spooled = await blobs.prepare(SMALL)
  await database.db.write(async tx => {
    await blobs.hold(tx, ACCOUNT, spooled, 1)
    await blobs.hold(tx, OTHER, spooled, 1)
  })
  const rows = await database.db.rows(sql`select from content where digest = ${toBytes(spooled.digest)}`)
  assert.equal(rows.length, 1)
})
