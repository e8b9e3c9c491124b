import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { loadavg, tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Digest } from '../lib/id.ts'
import { openLog } from '../lib/log.ts'
import { directoryPlace } from '../store/blobs/directory.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { startEmbedded } from '../store/embedded.ts'
import { migrate, STORE_MIGRATIONS } from '../store/migrate.ts'
import { raw, sql } from '../store/sql.ts'
import { median } from './figures.ts'

/**
 * Contents in rows against contents in files beside a row, each durable when it counts, for docs/adr/0002.
 * Run alone: node_modules/.bin/node bench/blobs.ts
 */
const WRITERS = 10
const SECONDS = 3
/** Turn and turn about, so that a busy moment of the machine does not fall on one side alone. */
const ROUNDS = 3
const SIZES: Readonly<Record<string, number>> = {
  '4 KB': 4 << 10,
  '64 KB': 64 << 10,
  '256 KB': 256 << 10,
  '1 MB': 1 << 20,
}

/** One content, whose digest is drawn: what is measured is the keeping. */
type Put = (digest: Buffer, bytes: Buffer) => Promise<void>

async function main(): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bastide-bench-'))
  const embedded = await startEmbedded({ data: join(folder, 'data'), log: openLog({ level: 'error' }) })
  const db = openDatabase({ connection: embedded.connection, connections: WRITERS })
  try {
    await migrate(db, [STORE_MIGRATIONS])
    console.log(`load ${loadavg()[0]?.toFixed(1)}`)
    for (const [name, size] of Object.entries(SIZES)) {
      const rates: [number, number][] = []
      for (let round = 0; round < ROUNDS; round++) {
        const row = await rate(size, inRow(db))
        await db.run(raw('truncate content'))
        rates.push([row, await rate(size, inFile(db, folder))])
        await db.run(raw('truncate content'))
      }
      const [rows, files] = [median(rates.map(([row]) => row)), median(rates.map(([, file]) => file))]
      console.table([{ size: name, 'in the database, puts/s': rows, 'in a directory, puts/s': files }])
    }
  } finally {
    await db.close()
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

const inRow =
  (db: Database): Put =>
  (digest, bytes) =>
    enter(db, digest, 'database', bytes)

/** As the product does it: a file that is flushed and moved, then its row. */
function inFile(db: Database, folder: string): Put {
  const place = directoryPlace(join(folder, 'contents'))
  return async (digest, bytes) => {
    const name = digest.toString('hex') as Digest
    const file = join(folder, name)
    await writeFile(file, bytes)
    await place.write(name, file)
    await enter(db, digest, 'directory', null)
  }
}

async function enter(db: Database, digest: Buffer, place: string, bytes: Buffer | null): Promise<void> {
  await db.write(tx =>
    tx.run(sql`insert into content (digest, size, place, codec, bytes)
      values (${digest}, ${bytes?.length ?? 0}, ${place}, 'identity', ${bytes})`),
  )
}

async function rate(size: number, put: Put): Promise<number> {
  const bytes = randomBytes(size)
  const end = performance.now() + SECONDS * 1000
  let done = 0
  const writer = async () => {
    for (; performance.now() < end; done++) await put(randomBytes(32), bytes)
  }
  await Promise.all(Array.from({ length: WRITERS }, writer))
  return Math.round(done / SECONDS)
}

await main()
