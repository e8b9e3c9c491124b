import { spawn } from 'node:child_process'
import { chown, lstat, mkdir } from 'node:fs/promises'
import { StartError } from '../../lib/config.ts'
import { explain } from './last-words.ts'

/** The user that PostgreSQL runs as: ourselves when empty, a system user when we are root. */
export interface Owner {
  uid?: number
  gid?: number
}

export interface Outcome {
  ok: boolean
  output: string
}

// Nothing of our environment reaches PostgreSQL (PGDATA, PGOPTIONS, …), and its words are in English, which we read.
export const environment = { PATH: process.env['PATH'] ?? '/usr/bin:/bin', LC_ALL: 'C', TZ: 'UTC' }

/** Runs a command as the owner, from the root folder: its user may be unable to stand in ours. */
export function run(owner: Owner, command: string, args: readonly string[], input = ''): Promise<Outcome> {
  return new Promise(resolve => {
    const child = spawn(command, args, { ...owner, cwd: '/', env: environment, stdio: 'pipe' })
    let output = ''
    const keep = (chunk: Buffer) => {
      output += chunk.toString()
    }
    child.stdout.on('data', keep)
    child.stderr.on('data', keep)
    // A command that ends without reading its input is judged by its outcome, not by the broken pipe.
    child.stdin.on('error', () => {}).end(input)
    child.once('error', error => resolve({ ok: false, output: error.message }))
    child.once('close', code => resolve({ ok: code === 0, output }))
  })
}

/** Whether the owner can enter a folder; we always can our own. Asked of the kernel rather than computed from modes: lists of access and mounts count too. */
export async function reaches(owner: Owner, folder: string): Promise<boolean> {
  if (owner.uid === undefined) return true
  return (await run(owner, '/bin/sh', ['-c', 'cd "$0"', folder])).ok
}

/** Writes a whole file as the owner: root must not follow what that user may have put in a folder of its own. */
export async function writeAs(owner: Owner, file: string, text: string): Promise<void> {
  const { ok, output } = await run(
    owner,
    '/bin/sh',
    ['-c', 'cat > "$0.new" && mv -f "$0.new" "$0"', file],
    text,
  )
  if (!ok) throw new StartError(`${file} cannot be written: ${explain(output)}`)
}

/** A folder that only `owner` can enter. One that somebody else has put there before us is not taken. */
export async function makePrivateFolder(folder: string, owner: Owner): Promise<void> {
  try {
    await mkdir(folder, { mode: 0o700 })
    await give(folder, owner)
  } catch (error) {
    const { code, message } = error as NodeJS.ErrnoException
    if (code !== 'EEXIST') throw new StartError(`${folder} cannot be made: ${message}`)
    if (!(await isPrivate(folder, owner))) {
      throw new StartError(`${folder} belongs to someone else: remove it and start again.`)
    }
  }
}

export async function give(path: string, { uid, gid }: Owner): Promise<void> {
  if (uid !== undefined && gid !== undefined) await chown(path, uid, gid)
}

async function isPrivate(folder: string, owner: Owner): Promise<boolean> {
  const found = await lstat(folder)
  return found.isDirectory() && found.uid === (owner.uid ?? process.getuid?.() ?? found.uid)
}
