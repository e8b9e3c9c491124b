// npm test: types, lint, then every *.test.ts beside one PostgreSQL that they share, then the browser tests one by one: a
// browser with its server keeps two cores busy, and two of them only wait for each other. `npm test -- PATTERN …` runs
// only the test files that match. It ends with the sums of all, as Node's runner counts.

import { globSync } from 'node:fs'
import { chmod, mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { finished } from 'node:stream/promises'
import { run } from 'node:test'
import { spec } from 'node:test/reporters'
import pg from 'pg'
import { openLog } from '../lib/log.ts'
import { type Embedded, startEmbedded } from '../store/embedded.ts'
import { chromium } from './apt.ts'
import { check, lint, types } from './checks.ts'
import { TEST_DATABASE, type TestServer } from './database.ts'
import { isTest, root, sources } from './sources.ts'

const begin = performance.now()
// Each test file is a process of its own, and so is each server in them: what one has compiled the others take up.
process.env['NODE_COMPILE_CACHE'] ??= join(root, 'dist', 'compiled')
/** Imported before each test file. */
const preloaded = ['write-through.ts', 'orphan.ts'].map(file => `--import=${new URL(file, import.meta.url)}`)
/** Far more than any test takes on a busy machine. */
const TEST_MS = 4 * 60_000
const SILENCE_MS = 6 * 60_000
const counts = { tests: 0, suites: 0, passed: 0, failed: 0, cancelled: 0, skipped: 0, todo: 0 }
const words: Readonly<Record<string, string>> = { passed: 'pass', failed: 'fail' }

const patterns = process.argv.slice(2)
const chosen = patterns.length > 0 ? globSync(patterns, { cwd: root }) : sources('test.ts')
const files = chosen.filter(isTest)
const inBrowser = files.filter(path => path.startsWith('test/e2e/'))
const others = files.filter(path => !path.startsWith('test/e2e/'))

const sound = patterns.length > 0 || (await check([types, lint]))
await withDatabase(async () => {
  await runTests(others, availableParallelism())
  if (inBrowser.length > 0 && hasBrowser()) await runTests(inBrowser, 1)
})
printCounts()
process.exitCode = sound && counts.tests > 0 && counts.failed + counts.cancelled === 0 ? 0 : 1

async function withDatabase(work: () => Promise<void>) {
  const folder = await mkdtemp(join(tmpdir(), 'bastide-test-'))
  // The system user that PostgreSQL runs as, when we are root, has to pass.
  await chmod(folder, 0o711)
  const embedded = await startEmbedded({ data: join(folder, 'data'), log: openLog({ level: 'error' }) })
  try {
    await forgetDurability(embedded)
    const server: TestServer = { connection: embedded.connection, folder }
    process.env[TEST_DATABASE] = JSON.stringify(server)
    await work()
  } finally {
    await embedded.stop()
    await rm(folder, { recursive: true, force: true })
  }
}

// This cluster goes with the run. What must survive a death is tested on clusters of their own. Copies of databases are
// written to the log page by page, and most of their time would go into its compression.
async function forgetDurability({ connection }: Embedded) {
  const client = new pg.Client(connection)
  await client.connect()
  for (const name of ['fsync', 'full_page_writes', 'wal_compression'])
    await client.query(`alter system set ${name} = off`)
  await client.query('select pg_reload_conf()')
  await client.end()
}

async function runTests(files: string[], concurrency: number) {
  const silence = new AbortController()
  const stream = run({
    files: files.map(path => join(root, path)),
    cwd: root,
    concurrency,
    timeout: TEST_MS,
    // A test that was given up may have left a socket or a timer, which would keep its file from ending.
    execArgv: ['--test-force-exit', ...preloaded],
    signal: silence.signal,
  })
  const watch = watchSilence(files, silence)
  for (const event of ['test:dequeue', 'test:complete', 'test:diagnostic'] as const)
    stream.on(event, watch.heard)
  stream.on('test:summary', summary => {
    watch.ended(summary.file)
    if (summary.file !== undefined) return
    const told: Record<string, number> = { ...summary.counts }
    for (const name of Object.keys(counts) as (keyof typeof counts)[]) counts[name] += told[name] ?? 0
  })
  const report = stream.compose(new spec())
  report.pipe(process.stdout, { end: false })
  await finished(report)
  watch.stop()
}

/** Ends a run of which nothing has been heard for long: a hook or a child process that waits for ever. */
function watchSilence(files: readonly string[], silence: AbortController) {
  const waiting = new Set(files)
  const end = () => {
    console.log(`✖ nothing heard for ${SILENCE_MS / 60_000} minutes; not ended: ${[...waiting].join(', ')}`)
    silence.abort()
  }
  const timer = setTimeout(end, SILENCE_MS)
  const heard = () => void timer.refresh()
  const ended = (file: string | undefined) => file !== undefined && waiting.delete(relative(root, file))
  return { heard, ended, stop: () => clearTimeout(timer) }
}

function hasBrowser(): boolean {
  try {
    process.env['CHROMIUM'] = chromium()
    return true
  } catch (error) {
    console.log(`✖ browser tests: ${error instanceof Error ? error.message : error}`)
    counts.tests++
    counts.failed++
    return false
  }
}

function printCounts() {
  for (const [name, count] of Object.entries(counts)) console.log(`ℹ ${words[name] ?? name} ${count}`)
  console.log(`ℹ duration_ms ${performance.now() - begin}`)
}
