// The process that reads the files of strangers (apart.ts): a file comes in, a reading goes out. A thread beside watches
// over its memory, which no option of the runtime bounds, over the time of processor of each file, and over who asked,
// since a file may keep this one busy.

import { setPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { readDocument } from '../../../../wire/document/document.ts'
import type { Asked } from './apart.ts'

const MAX_MEMORY = 512 * 1024 * 1024
const MAX_CPU_MICROSECONDS = 20_000_000

const WATCH = `
  const { parentPort } = require('node:worker_threads')
  const parent = process.ppid
  let begin = null
  parentPort.on('message', message => (begin = message))
  setInterval(() => {
    const { user, system } = begin ? process.cpuUsage(begin) : { user: 0, system: 0 }
    const isTooMuch = user + system > ${MAX_CPU_MICROSECONDS} || process.memoryUsage.rss() > ${MAX_MEMORY}
    if (isTooMuch || process.ppid !== parent) process.kill(process.pid, 'SIGXCPU')
  }, 50)`

const watch = new Worker(WATCH, { eval: true, resourceLimits: { maxOldGenerationSizeMb: 16 } })
watch.unref()
setPriority(Number(process.argv[2]))
process.on('disconnect', () => process.exit())
process.on('message', async ({ bytes, kind, charset }: Asked) => {
  watch.postMessage(process.cpuUsage())
  const reading = await readDocument(bytes, kind, charset)
  watch.postMessage(null)
  process.send!(reading)
})
process.send!('ready')
