import { realpath, stat, statfs } from 'node:fs/promises'
import { join } from 'node:path'
import { attention, bad, type Finding, good, said } from './finding.ts'

const GB = 1e9
/** The database stops where it cannot write; mail is put off from then on. */
const LEAST = 1 * GB
const LITTLE = 5 * GB
const LITTLE_SHARE = 0.1

/** The room that is left where the house keeps what it has: its folder, and the database where that stands elsewhere. */
export async function diskFindings(data: string): Promise<Finding[]> {
  const folders = await Promise.all(
    [data, join(data, 'postgres')].map(one => realpath(one).catch(() => null)),
  )
  const found = new Map<number, string>()
  for (const folder of folders)
    if (folder !== null) {
      const { dev } = await stat(folder)
      if (!found.has(dev)) found.set(dev, folder)
    }
  return Promise.all([...found.values()].map(finding))
}

async function finding(folder: string): Promise<Finding> {
  const { bavail, blocks, bsize } = await statfs(folder)
  return diskFinding(folder, bavail * bsize, blocks * bsize)
}

export function diskFinding(folder: string, free: number, size: number): Finding {
  const says = said(
    `Il reste ${inGB(free, 'fr')} Go sur ${inGB(size, 'fr')} dans ${folder}.`,
    `${inGB(free, 'en')} GB of ${inGB(size, 'en')} are free in ${folder}.`,
  )
  const advice = said(
    'Agrandissez ce disque, ou libérez-le : plein, le courrier serait refusé et la base s’arrêterait.',
    'Enlarge this disk, or make room on it: when it is full, mail is refused and the database stops.',
  )
  if (free < LEAST) return bad(says, advice)
  return free < LITTLE && free < size * LITTLE_SHARE ? attention(says, advice) : good(says)
}

const inGB = (bytes: number, language: string): string =>
  new Intl.NumberFormat(language, { maximumFractionDigits: 1 }).format(bytes / GB)
