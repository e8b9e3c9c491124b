import { lstat, realpath, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StartError } from '../../lib/config.ts'
import type { Log } from '../../lib/log.ts'
import { findBinaries } from './binaries.ts'
import { keyOf } from './claim.ts'
import { makePrivateFolder, type Owner, reaches } from './owner.ts'
import { copyBinaries, makeHomeApart, systemUser } from './root.ts'
import { socketPort } from './settings.ts'

/** Where PostgreSQL runs, and as whom. */
export interface Place {
  /** Holds the cluster and, while it is being made, its draft. */
  home: string
  cluster: string
  /** The folder of bin/, lib/ and share/. */
  binaries: string
  version: string
  socketFolder: string
  owner: Owner
}

// sockaddr_un.sun_path has 108 bytes on Linux and 104 on others, of which the last ends the text.
const longestSocketPath = 103

export async function choosePlace(data: string, log: Log): Promise<Place> {
  const link = join(data, 'postgres')
  const owner = await chooseOwner(link)
  const home = await chooseHome(data, link, owner, log)
  const cluster = join(home, 'cluster')
  const { folder, version } = findBinaries()
  const binaries = (await reaches(owner, join(folder, 'bin')))
    ? folder
    : await copyBinaries(folder, version, log)
  return { home, cluster, binaries, version, owner, socketFolder: await chooseSocketFolder(cluster, owner) }
}

// PostgreSQL refuses to run as root, and refuses a cluster that belongs to anyone but the one who runs it.
async function chooseOwner(link: string): Promise<Owner> {
  const found = await stat(link).catch(() => null)
  const uid = process.getuid?.()
  if (uid !== 0) {
    if (found && uid !== undefined && found.uid !== uid) throw belongsToAnother(link, found.uid)
    return {}
  }
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : systemUser()
}

async function chooseHome(data: string, link: string, owner: Owner, log: Log): Promise<string> {
  const found = await lstat(link).catch(() => null)
  if (found?.isSymbolicLink()) return realpath(link).catch(() => Promise.reject(leadsNowhere(link)))
  if (!(await reaches(owner, data))) {
    if (found) throw outOfReach(link)
    return makeHomeApart(link, keyOf(data), owner, log)
  }
  await makePrivateFolder(link, owner)
  return realpath(link)
}

async function chooseSocketFolder(cluster: string, owner: Owner): Promise<string> {
  if (Buffer.byteLength(join(cluster, `.s.PGSQL.${socketPort}`)) <= longestSocketPath) return cluster
  const folder = `/tmp/bastide-${keyOf(join(cluster, '..'))}`
  await makePrivateFolder(folder, owner)
  return folder
}

function belongsToAnother(link: string, uid: number): StartError {
  return new StartError(
    `The database in ${link} belongs to another user (number ${uid}): start as that user or as root.`,
  )
}

// An empty database in its place would look like the loss of everything.
function leadsNowhere(link: string): StartError {
  return new StartError(
    `${link} is a link to a database that is not there: bring it back, or remove the link to begin anew.`,
  )
}

function outOfReach(link: string): StartError {
  return new StartError(
    `The user that owns the database in ${link} can no longer reach it: open the folders above it.`,
  )
}
