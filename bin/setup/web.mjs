import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { root } from './root.mjs'

const built = join(root, 'dist', 'web')
const next = join(root, 'dist', 'web.next')
const stamp = 'sources.sha256'

/** Whether dist/web was built from these very sources. A tree that has no web app has nothing to build. */
export function webIsCurrent() {
  if (!existsSync(join(root, 'app', 'web.tsx'))) return true
  const file = join(built, stamp)
  return existsSync(file) && readFileSync(file, 'utf8') === digest(sources())
}

export async function buildWeb() {
  console.error('bastide: building the web app …')
  const before = digest(sources())
  await vite('build', '--outDir', next, '--emptyOutDir', '--logLevel', 'warn')
  writeFileSync(join(next, stamp), before)
  // A server that runs from this folder goes on serving whole files: the new build takes the place of the old at once.
  rmSync(built, { recursive: true, force: true })
  renameSync(next, built)
}

/** All that can reach the bundle, as the walls allow it: `modules/` give their screens and types, never their model. */
function sources() {
  const ofCore = ['core/types.ts', 'core/login/strength.ts']
  const parts = ['web', 'types.ts', 'types']
  const ofModules = folders('modules').flatMap(name => parts.map(part => `modules/${name}/${part}`))
  const paths = ['app/index.html', 'app/web.tsx', 'app/web', 'web', 'wire', 'lib', ...ofCore, ...ofModules]
  return [...paths, 'vite.config.ts', 'package-lock.json'].flatMap(files).sort()
}

function folders(path) {
  return existsSync(join(root, path)) ? readdirSync(join(root, path)) : []
}

function files(path) {
  if (!existsSync(join(root, path))) return []
  try {
    return readdirSync(join(root, path)).flatMap(name => files(`${path}/${name}`))
  } catch (error) {
    if (error.code !== 'ENOTDIR') throw error
    return /\.test\.tsx?$|\.md$/.test(path) ? [] : [path]
  }
}

function digest(paths) {
  const hash = createHash('sha256')
  for (const path of paths) {
    const bytes = readFileSync(join(root, path))
    hash.update(`${path}\0${bytes.length}\0`).update(bytes)
  }
  return hash.digest('hex')
}

function vite(...args) {
  const bin = join(root, 'node_modules', '.bin')
  return new Promise((resolve, reject) => {
    const child = spawn(join(bin, 'node'), [join(bin, 'vite'), ...args], {
      cwd: root,
      stdio: ['ignore', 2, 2],
    })
    child.on('error', reject)
    child.on('exit', code =>
      code === 0 ? resolve() : reject(new Error('the web app could not be built: see above.')),
    )
  })
}
