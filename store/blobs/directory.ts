import { createReadStream } from 'node:fs'
import { access, copyFile, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { type Digest, readDigest } from '../../lib/id.ts'
import { codeOf } from '../database.ts'
import type { Place } from './place.ts'

/** Contents as files: `ab/cd/abcd….zst` below one folder. */
export function directoryPlace(folder: string): Place {
  const pathOf = (digest: Digest) => join(folder, digest.slice(0, 2), digest.slice(2, 4), `${digest}.zst`)
  return {
    name: 'directory',
    async write(digest, file) {
      const path = pathOf(digest)
      await mkdir(dirname(path), { recursive: true })
      await flush(file)
      await move(file, path)
      await flush(dirname(path))
    },
    async open(digest) {
      const stream = createReadStream(pathOf(digest))
      await new Promise<void>((opened, failed) => stream.once('open', () => opened()).once('error', failed))
      return stream
    },
    has: digest =>
      access(pathOf(digest)).then(
        () => true,
        error => {
          if (codeOf(error) !== 'ENOENT') throw error
          return false
        },
      ),
    remove: digest => rm(pathOf(digest), { force: true }),
    async *listBefore(instant) {
      for (const first of await foldersIn(folder))
        for (const second of await foldersIn(join(folder, first)))
          yield contentsBefore(join(folder, first, second), instant)
    },
  }
}

const foldersIn = async (folder: string): Promise<string[]> =>
  (await readdir(folder).catch(() => [])).filter(name => /^[0-9a-f]{2}$/.test(name))

async function contentsBefore(folder: string, instant: Date): Promise<Digest[]> {
  const found: Digest[] = []
  for (const name of await readdir(folder)) {
    const digest = /^([0-9a-f]{64})\.zst$/.exec(name)?.[1]
    if (digest && (await stat(join(folder, name))).mtime < instant) found.push(readDigest(digest))
  }
  return found
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r')
  await handle.sync().finally(() => handle.close())
}

/** A rename, or across file systems a copy beside the target and then a rename. */
async function move(from: string, to: string): Promise<void> {
  try {
    await rename(from, to)
  } catch (error) {
    if (codeOf(error) !== 'EXDEV') throw error
    await copyFile(from, `${to}.part`)
    await flush(`${to}.part`)
    await rename(`${to}.part`, to)
    await rm(from, { force: true })
  }
}
