// Runs one of the project's scripts on the project's own Node, after making sure that what it needs is there.
//
//   any Node >= 18 ── run.mjs ─┬─ packages.mjs  npm ci, when node_modules is not what the lock file asks
//                              ├─ web.mjs       vite build, when the sources of the web app have changed
//                              └─ node_modules/.bin/node <script> …   tied to this process (tied.mjs)
//
// Plain JavaScript and no import beyond Node: this is the only file that runs before anything is installed.
// All it says goes to stderr, so that stdout belongs to the script.

import { spawn } from 'node:child_process'
import { constants } from 'node:os'
import { join, resolve } from 'node:path'
import { locked } from './setup/lock.mjs'
import { installPackages, packagesAreCurrent } from './setup/packages.mjs'
import { root } from './setup/root.mjs'
import { buildWeb, webIsCurrent } from './setup/web.mjs'

const showsTheWeb = new Set(['app/server.ts', 'test/run.ts', 'test/shots/run.ts'])
const [script, ...args] = process.argv.slice(2)

try {
  if (!script) throw new Error('Usage: node bin/run.mjs <script> [arguments]')
  await prepare(showsTheWeb.has(script))
  run(script, args)
} catch (error) {
  console.error(`bastide: ${error.message}`)
  process.exitCode = 1
}

async function prepare(withWeb) {
  const ready = () => packagesAreCurrent() && (!withWeb || webIsCurrent())
  if (ready()) return
  await locked(join(root, 'dist', 'setup.lock'), async () => {
    if (!packagesAreCurrent()) await installPackages()
    if (withWeb && !webIsCurrent()) await buildWeb()
  })
}

function run(script, args) {
  const node = join(root, 'node_modules', '.bin', 'node')
  const tie = join(root, 'bin', 'setup', 'tied.mjs')
  const child = spawn(node, ['--import', tie, resolve(root, script), ...args], {
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  child.on('error', error => {
    console.error(`bastide: cannot run ${node}: ${error.message}`)
    process.exit(1)
  })
  child.on('exit', (code, signal) => process.exit(code ?? 128 + constants.signals[signal]))
  forwardSignals(child)
  followParent(child)
}

function forwardSignals(child) {
  for (const signal of ['SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  // At a terminal, Ctrl-C reaches the whole group: the child has its own already.
  process.on('SIGINT', () => process.stdin.isTTY || child.kill('SIGINT'))
}

// Under `npm start`, npm is the process that people know and kill: if it is gone, nobody will stop the child.
function followParent(child) {
  if (!process.env.npm_lifecycle_event) return
  const parent = process.ppid
  setInterval(() => process.ppid === parent || child.kill('SIGTERM'), 500).unref()
}
