// Kills the whole product, database and all, again and again while mail arrives, and counts afterwards.
//
//   node_modules/.bin/node test/crash/deliver.ts [--kills 50] [--messages 5000] [--clients 20]
//
// The exit code is 1 when a message that got its 250 is not there. What a power cut does to disks is not tried here.

import { parseArgs } from 'node:util'
import { count } from './count.ts'
import { startMortal } from './server.ts'
import { storm } from './storm.ts'

const { values } = parseArgs({
  options: {
    kills: { type: 'string', default: '50' },
    messages: { type: 'string', default: '5000' },
    clients: { type: 'string', default: '20' },
  },
})
const wish = {
  kills: Number(values.kills),
  messages: Number(values.messages),
  clients: Number(values.clients),
}

const server = await startMortal()
try {
  const aftermath = await storm(server, wish)
  const { lost, twice } = await count(server.ready, aftermath)
  const recoveries = server.recoveries.toSorted((a, b) => a - b)
  console.log(`kills               ${recoveries.length}, each followed by a start that succeeded
start after a kill  median ${recoveries[recoveries.length >> 1]} ms, slowest ${recoveries.at(-1)} ms
clients             ${wish.clients}
acknowledged        ${aftermath.acknowledged.size} of ${wish.messages} messages, in ${aftermath.attempts} attempts and ${Math.round(aftermath.seconds)} s
lost                ${lost.length}${lost.length ? `: ${lost.slice(0, 20).join(' ')}` : ''}
there twice         ${twice.length}`)
  process.exitCode = lost.length === 0 ? 0 : 1
} finally {
  await server.stop()
}
