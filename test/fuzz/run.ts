// npm run fuzz [-- READER …] [--seconds N] [--seed N]: throws changed inputs at the readers of wire/, each for its
// share of the seconds. What makes one fail is made smaller and kept in dist/fuzz/; then the exit code is 1.
//
//   npm run fuzz -- imap --seconds 600
//   npm run fuzz -- imap --input dist/fuzz/imap-42.bin      that one input again

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, relative } from 'node:path'
import { parseArgs } from 'node:util'
import { Worker } from 'node:worker_threads'
import { root } from '../sources.ts'
import { type Job, Progress, type Report, SHARED_BYTES } from './engine/progress.ts'
import { targetNames } from './engine/target.ts'

const DEFAULT_SECONDS = 30
/** One input that takes longer hangs. */
const HANG_MS = 10_000

const { values: wishes, positionals } = parseArgs({
  allowPositionals: true,
  options: { seconds: { type: 'string' }, seed: { type: 'string' }, input: { type: 'string' } },
})
const names = positionals.length > 0 ? positionals : targetNames()
const seed = Number(wishes.seed ?? Math.floor(Math.random() * 2 ** 31))
const seconds = Number(wishes.seconds ?? DEFAULT_SECONDS) / names.length

await main()

async function main(): Promise<void> {
  const known = targetNames()
  const unknown = names.filter(name => !known.includes(name))
  if (unknown.length > 0 || !Number.isFinite(seed) || !(seconds > 0)) {
    console.error(`npm run fuzz -- [READER …] [--seconds N] [--seed N]; the readers are ${known.join(', ')}.`)
    process.exitCode = 2
    return
  }
  const input = wishes.input ? readFileSync(wishes.input) : null
  for (const name of names) {
    const report = await fuzz({ name, seed, seconds, input, shared: new SharedArrayBuffer(SHARED_BYTES) })
    tell(name, report)
    if (report.failure) process.exitCode = 1
  }
}

function fuzz(job: Job): Promise<Report> {
  const worker = new Worker(new URL('./engine/worker.ts', import.meta.url), { workerData: job })
  const progress = new Progress(job.shared)
  return new Promise<Report>((resolve, reject) => {
    const watch = watchHang(progress, () => resolve(hung(progress)))
    worker.once('message', resolve)
    worker.once('error', error => (progress.count > 0 ? resolve(broken(progress, error)) : reject(error)))
    worker.once('exit', () => clearInterval(watch))
  }).finally(() => worker.terminate())
}

function watchHang(progress: Progress, tell: () => void): NodeJS.Timeout {
  let seen = 0
  return setInterval(() => {
    if (progress.count === seen && seen > 0) tell()
    seen = progress.count
  }, HANG_MS)
}

function hung(progress: Progress): Report {
  return failed(progress, `one input took more than ${HANG_MS / 1000} s`)
}

/** What no reader can catch: out of memory, the stack of a callback. */
function broken(progress: Progress, error: unknown): Report {
  return failed(progress, error instanceof Error ? (error.stack ?? error.message) : String(error))
}

function failed({ count, input }: Progress, error: string): Report {
  return { runs: count, failure: { input, error } }
}

function tell(name: string, { runs, failure }: Report): void {
  console.log(`${failure ? '✖' : '✔'} ${name.padEnd(12)} ${runs} inputs, seed ${seed}`)
  if (!failure) return
  const folder = join(root, 'dist', 'fuzz')
  const file = join(folder, `${name}-${seed}.bin`)
  mkdirSync(folder, { recursive: true })
  writeFileSync(file, failure.input)
  console.log(`  ${failure.input.length} octets in ${relative(root, file)}; once more with --input\n`)
  console.log(failure.error.replace(/^/gm, '  '))
}
