// Kills the whole product, database and all, again and again while rules run over mail that is there, and while the run is
// taken back; then looks whether each email was done once, and whether everything lies again where it lay.
//
//   node_modules/.bin/node test/crash/run.ts [--kills 20] [--messages 5000]
//
// The exit code is 1 when something is not as it has to be.

import { parseArgs } from 'node:util'
import { openOrdeal } from './ordeal.ts'
import { startMortal } from './server.ts'

const { values } = parseArgs({
  options: { kills: { type: 'string', default: '20' }, messages: { type: 'string', default: '5000' } },
})
const kills = Number(values.kills)

const server = await startMortal()
try {
  const ordeal = await openOrdeal(server, Number(values.messages))
  const faults = [...(await ordeal.run(kills)), ...(await ordeal.takeBack(kills))]
  const recoveries = server.recoveries.toSorted((a, b) => a - b)
  console.log(`kills               ${recoveries.length}, each followed by a start that succeeded
start after a kill  median ${recoveries[recoveries.length >> 1]} ms, slowest ${recoveries.at(-1)} ms
emails              ${values.messages}, half of them filed and marked, then taken back
faults              ${faults.length}${faults.map(fault => `\n  ${fault}`).join('')}`)
  process.exitCode = faults.length === 0 ? 0 : 1
} finally {
  await server.stop()
}
