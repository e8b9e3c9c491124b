// npm run bench: the product beside Debian's Postfix with Dovecot and Cyrus, each as durable as its own settings make
// it, on loopback, one after the other in one run. Figures of a busy machine are worth little: its load is told too.
//
//   -- --million        an inbox of a million more, which takes minutes more, and 5 GB
//   -- --only=cyrus     or ours, or dovecot: one part alone, and no table where ours is missing

import { rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, totalmem } from 'node:os'
import { table } from './figures.ts'
import { dataFolder } from './folder.ts'
import { largeReader, reader, smallReader } from './login.ts'
import { readAttachments } from './ours/attachments.ts'
import { fill } from './ours/fill.ts'
import { measureOurs, type Ours } from './ours/measure.ts'
import { startServer } from './ours/server.ts'
import { installPeers, whyNot } from './peers/debian.ts'
import { measureCyrus, measurePostfix } from './peers/measure.ts'
import { end } from './processes.ts'
import { reason } from './reason.ts'
import { figures } from './report.ts'

const before = loadavg()
const readers = [smallReader, reader, ...(process.argv.includes('--million') ? [largeReader] : [])]
const only = process.argv.find(arg => arg.startsWith('--only='))?.slice('--only='.length)
const wants = (part: 'ours' | 'dovecot' | 'cyrus') => only === undefined || only === part
const ours = wants('ours') ? await measured('Bastide', ownFigures) : null
const noPeers = only === 'ours' ? null : (whyNot() ?? (await installPeers().then(() => null, reason)))
if (noPeers) console.error(`Without peers: ${noPeers}.`)
const postfix =
  wants('dovecot') && !noPeers ? await measured('Postfix and Dovecot', () => measurePostfix(readers)) : null
const cyrus = wants('cyrus') && !noPeers ? await measured('Cyrus', () => measureCyrus(readers)) : null
if (ours) console.log(`\n${machine()}\n\n${table(figures(ours, postfix, cyrus))}`)
else console.dir({ machine: machine(), postfix, cyrus }, { depth: null })
process.exitCode = wants('ours') && !ours ? 1 : 0

async function ownFigures(): Promise<Ours> {
  const data = await dataFolder()
  try {
    await fill(data, readers)
    const server = await startServer(data)
    const measured = await measureOurs(server, readers).finally(() => end(server.running))
    return { ...measured, attachments: await readAttachments() }
  } finally {
    await rm(data, { recursive: true, force: true })
  }
}

/** One that fails says why, and the others go on. */
async function measured<T>(name: string, measure: () => Promise<T>): Promise<T | null> {
  const begin = performance.now()
  try {
    return await measure()
  } catch (error) {
    console.error(`${name}: no figures: ${reason(error)}`)
    return null
  } finally {
    console.error(`${name}: ${((performance.now() - begin) / 1000).toFixed(0)} s`)
  }
}

function machine(): string {
  const load = (values: readonly number[]) => values[0]!.toFixed(1)
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${new Date().toISOString().slice(0, 10)} · ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${memory} GB · Node ${process.versions.node} · load ${load(before)} before, ${load(loadavg())} after`
}
