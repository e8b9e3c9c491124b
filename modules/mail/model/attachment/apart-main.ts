// The process that reads the files of strangers (apart.ts): a file comes in, a reading goes out. A thread beside watches
// over its memory, which no option of the runtime bounds, and over who asked, since a file may keep this one busy.

import { setPriority } from 'node:os'
import { Worker } from 'node:worker_threads'
import { readDocument } from '../../../../wire/document/document.ts'
import type { Asked } from './apart.ts'

const MAX_MEMORY = 512 * 1024 * 1024
/** Others first. */
const NICE = 10

const watch = ({ maxMemory }: { maxMemory: number }) => `
  const parent = process.ppid
  setInterval(() => {
    if (process.memoryUsage.rss() > ${maxMemory} || process.ppid !== parent) process.kill(process.pid, 'SIGKILL')
  }, 50)`

new Worker(watch({ maxMemory: MAX_MEMORY }), {
  eval: true,
  resourceLimits: { maxOldGenerationSizeMb: 16 },
}).unref()
setPriority(NICE)
process.on('disconnect', () => process.exit())
process.on('message', async ({ bytes, kind, charset }: Asked) => {
  process.send!(await readDocument(bytes, kind, charset))
})
