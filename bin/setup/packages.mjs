import { spawn } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { isDeepStrictEqual } from 'node:util'
import { root } from './root.mjs'

const kinds = ['dependencies', 'devDependencies', 'optionalDependencies']

/**
 * Compares what is installed with what the lock file asks, by content: after a checkout or an `npm install` the
 * dates of these files say nothing. npm writes its own record last, so an installation cut short is not current.
 */
export function packagesAreCurrent() {
  const wanted = readLock('package-lock.json')
  const installed = readLock('node_modules/.package-lock.json')
  if (!wanted) throw new Error(`there is no package-lock.json in ${root}`)
  if (!installed || !existsSync(join(root, 'node_modules', '.bin', 'node'))) return false
  return (
    lockFollowsPackage(wanted) &&
    Object.entries(wanted).every(([path, it]) => isInstalled(path, it, installed))
  )
}

export async function installPackages() {
  console.error('bastide: installing the packages of package-lock.json …')
  const code = await npm('ci', '--include=dev', '--include=optional', '--loglevel=error', '--no-progress')
  if (code !== 0) throw new Error(`npm ci failed (${code}): its reason is above.`)
  if (!packagesAreCurrent())
    throw new Error('npm ci ended well, but node_modules is not what the lock file asks.')
}

function readLock(path) {
  const file = join(root, path)
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')).packages : null
}

function lockFollowsPackage(wanted) {
  const declared = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8'))
  return kinds.every(kind => isDeepStrictEqual(declared[kind] ?? {}, wanted[''][kind] ?? {}))
}

function isInstalled(path, { version, integrity, optional, devOptional }, installed) {
  if (path === '') return true
  const found = installed[path]
  if (!found) return Boolean(optional || devOptional) // made for another platform
  return found.version === version && found.integrity === integrity
}

// The npm that started us, on the Node that runs it; else the one on the path.
function npm(...args) {
  const path = process.env.npm_execpath
  const [command, before] = path?.endsWith('.js') ? [process.execPath, [path]] : ['npm', []]
  return new Promise((resolve, reject) => {
    const child = spawn(command, [...before, ...args], { cwd: root, stdio: ['ignore', 2, 2] })
    child.on('error', error =>
      reject(new Error(`npm cannot be run (${error.message}): install Node.js with npm.`)),
    )
    child.on('exit', (code, signal) => resolve(code ?? signal))
  })
}
