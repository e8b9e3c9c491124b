import { readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../lib/config.ts'
import type { Database } from './database.ts'
import { raw, sql } from './sql.ts'

/** Numbered SQL files of one area, run once each and in their order: forward only. */
export interface Migrations {
  /** Area that the numbers belong to: "store", "core", a module's name. */
  readonly area: string
  readonly folder: string
}

const LOCK = 0x62617374

/**
 * Brings the database up to the files; two servers that start together wait for each other. Where an area has rows
 * already a step may take minutes: it is told of before it begins.
 */
export async function migrate(
  db: Database,
  areas: readonly Migrations[],
  onUpgrade: (step: { area: string; number: number }) => void = () => {},
): Promise<void> {
  await db.write(async tx => {
    await tx.run(sql`select pg_advisory_xact_lock(${LOCK})`)
    await tx.run(sql`create table if not exists migration (area text, number int, at timestamptz not null default now(),
      primary key (area, number))`)
    for (const { area, folder } of areas) {
      const done = new Set(
        (await tx.rows<{ number: number }>(sql`select number from migration where area = ${area}`)).map(
          r => r.number,
        ),
      )
      const files = await numbered(folder)
      refuseNewer(area, Math.max(0, ...done), files.at(-1)?.number ?? 0)
      for (const { number, file } of files) {
        if (done.has(number)) continue
        if (done.size > 0) onUpgrade({ area, number })
        await tx.run(raw(await readFile(join(folder, file), 'utf8')))
        await tx.run(sql`insert into migration (area, number) values (${area}, ${number})`)
      }
    }
  })
}

/** What an older version writes, the newer one that was here would take for its own. */
function refuseNewer(area: string, done: number, known: number): void {
  if (done <= known) return
  throw new StartError(
    `The database was made by a newer Bastide (${area} ${done}, where this one knows ${known}): start that one.`,
  )
}

async function numbered(folder: string): Promise<{ number: number; file: string }[]> {
  const files = await readdir(folder)
  return files
    .filter(file => /^\d{4}\.sql$/.test(file))
    .sort()
    .map(file => ({ number: Number(file.slice(0, 4)), file }))
}

export const STORE_MIGRATIONS: Migrations = { area: 'store', folder: join(import.meta.dirname, 'sql') }
