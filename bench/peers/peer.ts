import { chmod, mkdtemp } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Reader } from '../login.ts'
import type { Place } from '../place.ts'
import { run } from '../processes.ts'

/** Another server, on free ports of loopback and in a folder of its own; it takes any password. */
export interface Peer {
  readonly name: string
  readonly ports: Readonly<Record<string, number>>
  /** In MB. */
  memory(): Promise<number>
  stop(): Promise<void>
}

/** A folder that the users of the servers can pass through; a million files are gone soonest by rm. */
export async function ground(): Promise<{ folder: string; clear: () => Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'bastide-peer-'))
  await chmod(folder, 0o755)
  return { folder, clear: async () => void (await run('/bin/rm', ['-rf', folder])) }
}

export interface MailPeer extends Peer {
  readonly imap: Place
  /** Puts letters into the empty inbox of someone who has not been there, and what it wants to find them by. */
  fill(reader: Reader): Promise<void>
}
