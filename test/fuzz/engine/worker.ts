// One reader under fire, in a thread of its own: whoever looks after it sees which input it is at, and may end it.

import { parentPort, workerData } from 'node:worker_threads'
import { chance } from './chance.ts'
import { minimise } from './minimise.ts'
import { mutant } from './mutate.ts'
import { type Job, Progress, type Report } from './progress.ts'
import { loadTarget } from './target.ts'

const MINIMISE_MS = 5000

const { name, seed, seconds, shared, input } = workerData as Job
const progress = new Progress(shared)
const target = await loadTarget(name)

report(input ? failureOf(Buffer.from(input)) : hunt())

function hunt(): Report {
  const until = performance.now() + seconds * 1000
  const draw = chance(seed)
  let runs = 0
  for (const input of target.seeds) {
    runs++
    const report = failureOf(input)
    if (report.failure) return { ...report, runs }
  }
  while (performance.now() < until) {
    runs++
    const { failure } = failureOf(mutant(target.seeds, draw))
    if (failure) return { runs, failure: smaller(failure.input) }
  }
  return { runs, failure: null }
}

function smaller(input: Uint8Array): Report['failure'] {
  const found = Buffer.from(input)
  const kind = kindOf(faultOf(found))
  const smallest = minimise(found, each => kindOf(faultOf(each)) === kind, performance.now() + MINIMISE_MS)
  return failureOf(smallest).failure
}

function failureOf(input: Buffer): Report {
  const fault = faultOf(input)
  return { runs: 1, failure: fault === null ? null : { input, error: fault.stack ?? String(fault) } }
}

function faultOf(input: Buffer): Error | null {
  progress.begin(input)
  try {
    // A copy: the reader may keep or change what it was given.
    target.run(Buffer.from(input))
    return null
  } catch (error) {
    return error instanceof Error ? error : new Error(String(error))
  }
}

/** The same fault, whatever values its message tells: its class and where it was thrown. */
function kindOf(fault: Error | null): string | null {
  return fault && `${fault.name} ${/\n\s+at .*/.exec(fault.stack ?? '')?.[0]}`
}

function report(report: Report): void {
  parentPort!.postMessage(report)
}
