import { randomUUID } from 'node:crypto'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../../lib/config.ts'
import type { Log } from '../../lib/log.ts'
import { explain } from './last-words.ts'
import { type Outcome, run } from './owner.ts'
import type { Place } from './place.ts'
import { includes } from './settings.ts'

export const roleName = 'bastide'
export const databaseName = 'bastide'

// The builtin collation orders by code point and knows the case of every letter. It comes with PostgreSQL itself:
// no index depends on the C library or the ICU of the machine, and the files can move to another one. Sorting for
// people is asked by name where it is wanted (collate "fr-x-icu").
const shape = [
  '--encoding=UTF8',
  '--locale-provider=builtin',
  '--builtin-locale=C.UTF-8',
  '--locale=C',
  '--data-checksums',
  // The socket's folder is closed to all others: who can open it is already us.
  '--auth=trust',
  `--username=${roleName}`,
]

/** Makes the cluster when there is none yet: beside its place, then renamed, so that half a cluster never stands there. */
export async function createCluster(place: Place, log: Log): Promise<void> {
  const made = await readVersion(place.cluster)
  if (made !== null) return checkVersion(made, place)
  log.info(`Making the database in ${place.home}.`)
  await removeDrafts(place)
  // A name of its own: an initdb that outlived its start may still be writing into the draft of that one.
  const draft = join(place.home, `draft-${randomUUID()}`)
  const { owner, binaries } = place
  succeed(await run(owner, join(binaries, 'bin', 'initdb'), [`--pgdata=${draft}`, ...shape]), place)
  succeed(await run(owner, '/bin/sh', ['-c', 'cat >> "$0"', join(draft, 'postgresql.conf')], includes), place)
  await createDatabase(draft, place)
  await rename(draft, place.cluster)
}

async function removeDrafts({ home }: Place): Promise<void> {
  const drafts = (await readdir(home)).filter(name => name.startsWith('draft-'))
  for (const draft of drafts) await rm(join(home, draft), { recursive: true, force: true, maxRetries: 5 })
}

async function readVersion(cluster: string): Promise<string | null> {
  const text = await readFile(join(cluster, 'PG_VERSION'), 'utf8').catch(() => null)
  return text?.trim() ?? null
}

function checkVersion(made: string, { cluster, version }: Place): void {
  const major = version.split('.')[0]
  if (made === major) return
  throw new StartError(
    `The database in ${cluster} was made by PostgreSQL ${made}, and this Bastide has ${major}.`,
  )
}

// Without a server: PostgreSQL's single-user mode reads statements from its input.
async function createDatabase(draft: string, place: Place): Promise<void> {
  const postgres = join(place.binaries, 'bin', 'postgres')
  const alone = ['--single', '-j', '-D', draft, 'postgres']
  succeed(await run(place.owner, postgres, alone, `create database ${databaseName};\n\n`), place)
}

function succeed({ ok, output }: Outcome, { home }: Place): void {
  if (!ok) throw new StartError(`The database could not be made in ${home}: ${explain(output)}`)
}
