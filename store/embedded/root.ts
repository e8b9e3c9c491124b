// What only a start by root needs: a user to run as, and places which that user can reach when the clone or the data
// folder stands in a home that is closed to others.

import { chmod, cp, mkdir, mkdtemp, rename, rm, stat, symlink } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../../lib/config.ts'
import type { Log } from '../../lib/log.ts'
import { explain } from './last-words.ts'
import { give, type Owner, run } from './owner.ts'

const userName = 'postgres'
const apart = '/var/lib/bastide'

export async function systemUser(): Promise<Owner> {
  const found = await findUser()
  if (found) return found
  await createUser()
  const made = await findUser()
  if (made) return made
  throw new StartError(
    `PostgreSQL does not run as root, and the system user ${userName} could not be made: start as an ordinary user.`,
  )
}

async function findUser(): Promise<Owner | null> {
  const [uid, gid] = await Promise.all([run({}, 'id', ['-u', userName]), run({}, 'id', ['-g', userName])])
  return uid.ok && gid.ok ? { uid: Number(uid.output), gid: Number(gid.output) } : null
}

async function createUser(): Promise<void> {
  const made = await run({}, 'useradd', ['--system', '--user-group', '--no-create-home', userName])
  if (!made.ok) await run({}, 'adduser', ['-S', '-D', '-H', userName])
}

/** The data folder then holds a link. It is made last: a link always leads to a folder that was once there. */
export async function makeHomeApart(link: string, key: string, owner: Owner, log: Log): Promise<string> {
  await makeApart()
  const home = await mkdtemp(join(apart, `${key}-`))
  await give(home, owner)
  await symlink(home, link)
  log.warn(
    `The user ${userName} cannot reach ${link}: the database stands in ${home}, and ${link} is a link to it.`,
  )
  return home
}

/** Root's umask may close to others whatever is made or installed: here the user of the database has to come in. */
async function makeApart(): Promise<void> {
  await mkdir(apart, { recursive: true })
  await chmod(apart, 0o755)
}

/** The three folders of binaries find each other by relative paths, so that they can be copied as a whole. */
export async function copyBinaries(folder: string, version: string, log: Log): Promise<string> {
  const copy = join(apart, `postgresql-${version}`)
  if (await stat(copy).catch(() => null)) return copy
  await makeApart()
  const draft = await mkdtemp(join(apart, 'draft-'))
  await cp(folder, join(draft, 'native'), { recursive: true, verbatimSymlinks: true })
  const opened = await run({}, 'chmod', ['-R', 'a+rX', join(draft, 'native')])
  if (!opened.ok)
    throw new StartError(`PostgreSQL could not be copied to ${apart}: ${explain(opened.output)}`)
  // Another start may have been faster: its copy is as good.
  await rename(join(draft, 'native'), copy).catch(() => {})
  await rm(draft, { recursive: true, force: true })
  log.info(`The user ${userName} cannot reach ${folder}: PostgreSQL was copied to ${copy}.`)
  return copy
}
