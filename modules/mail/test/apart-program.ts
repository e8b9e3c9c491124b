// Stands where apart-main.ts would, for what no file can be relied upon to do: each word is a misfortune.

import { spawnSync } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import type { Asked } from '../model/attachment/apart.ts'

process.on('disconnect', () => process.exit())
process.on('message', ({ bytes }: Asked) => {
  const word = Buffer.from(bytes).toString()
  if (word === 'die') process.kill(process.pid, 'SIGKILL')
  while (word === 'spin');
  const text = word === 'may' ? tried().join(' ') : String(process.pid)
  process.send!({ state: 'read', pieces: [{ title: null, text }], isCut: false })
})
process.send!('ready')

function tried(): string[] {
  const tries = {
    read: () => readFileSync('/etc/hostname'),
    write: () => writeFileSync('/tmp/never', ''),
    spawn: () => spawnSync('true'),
    environment: () => {
      if (!process.env['HOME']) throw new Error('nothing there')
    },
  }
  return Object.entries(tries).flatMap(([name, attempt]) => {
    try {
      attempt()
      return [name]
    } catch {
      return []
    }
  })
}
