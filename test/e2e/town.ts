import { cp } from 'node:fs/promises'
import { sql } from '../../store/sql.ts'
import { copiedDatabase, type TestDatabase } from '../database.ts'
import { eventually } from '../eventually.ts'
import { startServer } from './server.ts'

/** Of the year's mail: the letters of the drawing are there at any scale. */
const SCALE = '0.02'
/** For what follows the filling, at larger scales too. */
const FOLLOWING_MS = 2 * 60_000

/** The town hall of the demonstration, filled once in a run by the product itself: a database, and the files in `data`. */
export async function copyOfTown(data: string): Promise<TestDatabase> {
  const scale = process.env['BASTIDE_DEMO_SCALE'] ?? SCALE
  const town = await copiedDatabase(`town ${scale}`, async ({ db, url }, files) => {
    const environment = { BASTIDE_DATA: files, BASTIDE_DEMO_SCALE: scale, DATABASE_URL: url }
    const server = await startServer(['--demo'], environment)
    // What has to follow the filling is done once too.
    const due = sql`select count(*)::int as count from graphile_worker.jobs where run_at <= now()`
    await eventually(
      () => db.row<{ count: number }>(due),
      jobs => jobs?.count === 0,
      FOLLOWING_MS,
    ).finally(server.end)
  })
  await cp(town.files, data, { recursive: true })
  return town
}
