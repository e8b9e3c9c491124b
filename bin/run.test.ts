import assert from 'node:assert/strict'
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { fileURLToPath } from 'node:url'

const folders: string[] = []
after(() => folders.map(folder => rmSync(folder, { recursive: true })))

// Stands in for npm: notes that it ran, takes a while, and installs what the lock file asks.
const npm = `
  const { appendFileSync, cpSync, mkdirSync, symlinkSync, rmSync } = require('node:fs')
  appendFileSync('npm.log', process.argv[2] + ' ')
  rmSync('node_modules', { recursive: true, force: true })
  mkdirSync('node_modules/.bin', { recursive: true })
  symlinkSync(process.execPath, 'node_modules/.bin/node')
  cpSync('package-lock.json', 'node_modules/.package-lock.json')`

const lock = (version: string) => {
  const packages = {
    '': { dependencies: { a: version } },
    'node_modules/a': { version, integrity: 'sha512-x' },
  }
  return JSON.stringify({ lockfileVersion: 3, packages })
}

/** A clone with a script that ends with the code it is given, or waits for a signal. */
function newProject() {
  const root = mkdtempSync(join(tmpdir(), 'run-'))
  folders.push(root)
  cpSync(fileURLToPath(new URL('.', import.meta.url)), join(root, 'bin'), { recursive: true })
  mkdirSync(join(root, 'app'))
  writeFileSync(join(root, 'npm.js'), npm)
  writeFileSync(
    join(root, 'package.json'),
    JSON.stringify({ type: 'commonjs', dependencies: { a: '1.0.0' } }),
  )
  writeFileSync(join(root, 'package-lock.json'), lock('1.0.0'))
  const script = `
    process.on('SIGTERM', () => { console.log('asked to stop'); process.exit(7) })
    console.log('running')
    if (process.argv[2] === 'wait') setInterval(() => {}, 1000)
    else process.exitCode = Number(process.argv[2])`
  writeFileSync(join(root, 'app', 'script.cjs'), script)
  return root
}

function run(root: string, ...args: string[]) {
  const env = { PATH: process.env['PATH'], npm_execpath: join(root, 'npm.js') }
  const command = [join(root, 'bin', 'run.mjs'), 'app/script.cjs', ...args]
  return spawn(process.execPath, command, { cwd: root, env, stdio: ['ignore', 'pipe', 'pipe'] })
}

async function outcome(child: ChildProcess): Promise<{ code: number; errors: string }> {
  const [[code], errors] = await Promise.all([once(child, 'exit'), text(child.stderr!)])
  return { code, errors }
}

const npmRuns = (root: string) => {
  const log = join(root, 'npm.log')
  return existsSync(log) ? readFileSync(log, 'utf8').trim().split(' ') : []
}

test('a fresh clone is installed once, and the script gives its exit code', async () => {
  const root = newProject()
  assert.equal((await outcome(run(root, '3'))).code, 3)
  assert.equal((await outcome(run(root, '0'))).code, 0)
  assert.deepEqual(npmRuns(root), ['ci'])
})

test('a changed lock file is installed again, whatever the dates of the files say', async () => {
  const root = newProject()
  await outcome(run(root, '0'))
  writeFileSync(
    join(root, 'package.json'),
    JSON.stringify({ type: 'commonjs', dependencies: { a: '2.0.0' } }),
  )
  writeFileSync(join(root, 'package-lock.json'), lock('2.0.0'))
  await outcome(run(root, '0'))
  await outcome(run(root, '0'))
  assert.deepEqual(npmRuns(root), ['ci', 'ci'])
})

test('two starts at once install once', async () => {
  const root = newProject()
  await Promise.all([outcome(run(root, '0')), outcome(run(root, '0'))])
  assert.deepEqual(npmRuns(root), ['ci'])
})

test('the lock of a start that was killed holds nobody up', async () => {
  const root = newProject()
  const gone = spawn(process.execPath, ['--version'])
  await once(gone, 'exit')
  mkdirSync(join(root, 'dist'))
  writeFileSync(join(root, 'dist', 'setup.lock'), String(gone.pid))
  assert.equal((await outcome(run(root, '0'))).code, 0)
})

for (const [what, pid] of [
  ['left empty by a full disk', ''],
  ['of a number that is another’s by now', String(process.pid)],
] as const)
  test(`a lock ${what} holds nobody up`, async () => {
    const root = newProject()
    const file = join(root, 'dist', 'setup.lock')
    const before = new Date(Date.now() - 60_000)
    mkdirSync(join(root, 'dist'))
    writeFileSync(file, pid)
    utimesSync(file, before, before)
    const child = run(root, '0')
    const stop = setTimeout(() => child.kill('SIGKILL'), 10_000)
    assert.equal((await outcome(child)).code, 0)
    clearTimeout(stop)
  })

test('an installation that fails is told, with an exit code', async () => {
  const root = newProject()
  writeFileSync(join(root, 'npm.js'), 'process.exitCode = 5')
  const { code, errors } = await outcome(run(root, '0'))
  assert.equal(code, 1)
  assert.match(errors, /npm ci failed \(5\)/)
})

test('SIGTERM is passed on, and the script’s own exit code comes back', async () => {
  const child = run(newProject(), 'wait')
  await once(createInterface(child.stdout), 'line')
  child.kill('SIGTERM')
  assert.equal((await outcome(child)).code, 7)
})

test('when the runner is killed the script is asked to stop', async () => {
  const child = run(newProject(), 'wait')
  const lines = createInterface(child.stdout)
  await once(lines, 'line')
  child.kill('SIGKILL')
  const [line] = await once(lines, 'line', { signal: AbortSignal.timeout(10_000) })
  assert.equal(line, 'asked to stop')
})
