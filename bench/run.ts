// npm run bench: the product beside Debian's Postfix with Dovecot and Cyrus, each as durable as its own settings make
// it, on loopback, one after the other in one run. Figures of a busy machine are worth little: its load is told too.

import { mkdtemp, rm } from 'node:fs/promises'
import { availableParallelism, cpus, loadavg, tmpdir, totalmem } from 'node:os'
import { join } from 'node:path'
import { type Figure, table } from './figures.ts'
import { reader } from './login.ts'
import { fill } from './ours/fill.ts'
import { measureOurs, type Ours } from './ours/measure.ts'
import { startServer } from './ours/server.ts'
import { installPeers, whyNot } from './peers/debian.ts'
import { type Cyrus, measureCyrus, measurePostfix, type PostfixAndDovecot } from './peers/measure.ts'
import { end } from './processes.ts'

const before = loadavg()
const ours = await measured('Bastide', ownFigures)
const noPeers = whyNot() ?? (await installPeers().then(() => null, reason))
if (noPeers) console.error(`Without peers: ${noPeers}.`)
const postfix = noPeers ? null : await measured('Postfix and Dovecot', measurePostfix)
const cyrus = noPeers ? null : await measured('Cyrus', measureCyrus)
if (ours) console.log(`\n${machine()}\n\n${table(figures(ours, postfix, cyrus))}`)
process.exitCode = ours ? 0 : 1

async function ownFigures(): Promise<Ours> {
  const data = await mkdtemp(join(tmpdir(), 'bastide-bench-'))
  try {
    await fill(data, [reader])
    const server = await startServer(data)
    return await measureOurs(server).finally(() => end(server.running))
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

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}

function machine(): string {
  const load = (values: readonly number[]) => values[0]!.toFixed(1)
  const memory = Math.round(totalmem() / 2 ** 30)
  return `${new Date().toISOString().slice(0, 10)} · ${cpus()[0]?.model ?? 'unknown processor'}, ${availableParallelism()} cores, ${memory} GB · Node ${process.versions.node} · load ${load(before)} before, ${load(loadavg())} after`
}

function figures(ours: Ours, postfix: PostfixAndDovecot | null, cyrus: Cyrus | null): Figure[] {
  const toOne = 'deliveries to one person, 4 KB, 10 sessions'
  const emails = `first 50 of ${reader.emails.toLocaleString('en')} emails, JMAP`
  return [
    more(toOne, ours.deliveriesToOne, {
      'Postfix, into its queue': postfix?.acceptedForOne,
      'Dovecot, by LMTP': postfix?.filed,
      'Cyrus, by LMTP': cyrus?.filed,
    }),
    more('deliveries to ten people', ours.deliveriesToTen, {
      'Postfix, into its queue': postfix?.acceptedForTen,
    }),
    more(`${emails}, 4 at once`, ours.firstEmails.rate, { 'Cyrus, of 1,000': cyrus?.firstEmails.rate }),
    less(`${emails}, each waits`, 'ms', ours.firstEmails.wait, {
      'Cyrus, of 1,000': cyrus?.firstEmails.wait,
    }),
    less('1,000 envelopes, IMAP', 'ms', ours.envelopes, {
      Dovecot: postfix?.envelopes,
      Cyrus: cyrus?.envelopes,
    }),
    more('notes created, 10 at once', ours.noteCreations.rate, {}),
    more('first 50 of 10,000 notes, 4 at once', ours.firstNotes.rate, {}),
    less('memory at rest', 'MB', ours.memory, {
      'Postfix and Dovecot': postfix?.memory,
      Cyrus: cyrus?.memory,
    }),
  ]
}

type Peers = Readonly<Record<string, number | undefined>>

function more(what: string, value: number, peers: Peers): Figure {
  return { what, unit: '/s', better: 'more', ours: value, peers: known(peers) }
}

function less(what: string, unit: string, value: number, peers: Peers): Figure {
  return { what, unit, better: 'less', ours: value, peers: known(peers) }
}

function known(peers: Peers): Record<string, number> {
  return Object.fromEntries(
    Object.entries(peers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  )
}
