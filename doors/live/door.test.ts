import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import WebSocket from 'ws'
import type { Actor } from '../../core/actor.ts'
import type { Signal, Signals } from '../../core/signals.ts'
import { type AccountId, writeAccountId, writeId } from '../../lib/id.ts'
import { testHouse } from '../../test/house.ts'
import { jmapClient } from '../../test/jmap.ts'
import type { LiveAnswer, LiveQuestion, Present } from '../../wire/jmap/live.ts'
import { FORGET_MS } from './limits.ts'
import { Presence } from './presence.ts'

const town = await testHouse()
after(() => town.close())
const { claire, paul, jean } = town
const url = `${town.url.replace('http', 'ws')}/live`
const ground = { accountId: writeAccountId(claire.accountId), type: 'Thread' }
const own = jmapClient(town.url, claire)

const give = async (who: Actor, rights: object | null) => {
  const { notUpdated } = await own.call('Principal/set', {
    accountId: writeAccountId(town.organisationId),
    update: {
      [writeId('p', claire.principalId)]: { [`delegates/${writeId('p', who.principalId)}`]: rights },
    },
  })
  assert.equal(notUpdated, null)
}

/** A window of somebody: what it says, and what it hears. */
async function open(actor: Actor, options: { autoPong?: boolean } = {}) {
  const headers = { authorization: jmapClient(town.url, actor).authorization }
  const socket = new WebSocket(url, { headers, ...options })
  const heard: LiveAnswer[] = []
  let stir = () => {}
  socket.on('message', data => {
    heard.push(JSON.parse(String(data)) as LiveAnswer)
    stir()
  })
  await new Promise((opened, failed) => socket.once('open', opened).once('error', failed))
  const say = (question: LiveQuestion) => socket.send(JSON.stringify(question))
  /** The next answer that fits, within a few seconds. */
  const hear = async (fits: (answer: LiveAnswer) => boolean): Promise<LiveAnswer> => {
    const end = AbortSignal.timeout(8000)
    for (;;) {
      while (heard.length > 0) {
        const answer = heard.shift()!
        if (fits(answer)) return answer
      }
      await new Promise<void>((resolve, reject) => {
        stir = resolve
        end.addEventListener('abort', () => reject(new Error('nothing that fits was heard')))
      })
    }
  }
  const sees = (ids: readonly string[]) =>
    hear(answer => answer['@type'] === 'Present' && String(answer.present.map(idOf)) === String(ids))
  return { socket, say, hear, sees, close: () => socket.close() }
}
const idOf = ({ id }: Present) => id

test('whoever is at a record is seen by name, until they leave it', async () => {
  await give(paul, { mayRead: true })
  const [one, other] = [await open(claire), await open(paul)]
  one.say({ '@type': 'Join', ...ground })
  await one.sees([])
  other.say({ '@type': 'At', ...ground, id: 't42' })
  const answer = await one.sees(['t42'])
  assert.deepEqual(answer, {
    '@type': 'Present',
    ...ground,
    present: [{ id: 't42', principalId: writeId('p', paul.principalId), name: 'Paul' }],
  })
  other.say({ '@type': 'At', ...ground, id: null })
  await one.sees([])
  for (const window of [one, other]) window.close()
})

test('somebody with two windows is there until both are closed', async () => {
  const [one, first, second] = [await open(claire), await open(paul), await open(paul)]
  one.say({ '@type': 'Join', ...ground })
  first.say({ '@type': 'At', ...ground, id: 't7' })
  await one.sees(['t7'])
  second.say({ '@type': 'At', ...ground, id: 't7' })
  await second.sees(['t7'])
  first.close()
  await one.sees(['t7'])
  second.close()
  await one.sees([])
  one.close()
})

test('a connection that is lost without a word ends within seconds', async () => {
  const [one, other] = [await open(claire), await open(paul, { autoPong: false })]
  one.say({ '@type': 'Join', ...ground })
  other.say({ '@type': 'At', ...ground, id: 't9' })
  await one.sees(['t9'])
  await one.sees([])
  one.close()
})

test('nobody joins what they may not read, and whoever no longer may is put out at once', async () => {
  const stranger = await open(jean)
  stranger.say({ '@type': 'Join', ...ground })
  assert.deepEqual(await stranger.hear(() => true), { '@type': 'Closed', ...ground })
  const [one, other] = [await open(claire), await open(paul)]
  one.say({ '@type': 'Join', ...ground })
  other.say({ '@type': 'At', ...ground, id: 't11' })
  await one.sees(['t11'])
  await give(paul, null)
  assert.ok(await other.hear(answer => answer['@type'] === 'Closed'))
  await one.sees([])
  for (const window of [stranger, one, other]) window.close()
})

test('types that are not there, ids of another type and what is no message are refused', async () => {
  const window = await open(claire)
  window.say({ '@type': 'Join', accountId: ground.accountId, type: 'Nothing' })
  assert.equal((await window.hear(() => true))['@type'], 'Closed')
  window.say({ '@type': 'At', ...ground, id: 'e4' })
  const code = await new Promise<number>(resolve => window.socket.once('close', resolve))
  assert.equal(code, 1008)
  const unknown = new WebSocket(url)
  await assert.rejects(
    new Promise((opened, failed) => unknown.once('open', opened).once('error', failed)),
    /401/,
  )
})

test('processes tell each other, and forget what a dead one told', () => {
  const listeners = new Set<(signal: Signal) => void>()
  let now = 0
  const wire: Signals = {
    publish: signals => {
      for (const listen of [...listeners]) for (const signal of signals) listen(signal)
    },
    subscribe: (_, listener) => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    close: async () => {},
  }
  const [here, there] = [new Presence(wire, () => now), new Presence(wire, () => now)]
  const accountId = 5 as AccountId
  const who = { accountId, type: 'Thread', principalId: 'p7', name: 'Paul' }
  here.put('visit', who, 't1')
  assert.deepEqual(there.list(accountId, 'Thread').map(idOf), ['t1'])
  now += FORGET_MS - 1
  here.renew()
  now += FORGET_MS - 1
  assert.deepEqual(there.list(accountId, 'Thread').map(idOf), ['t1'])
  here.close()
  now += 2
  there.renew()
  assert.deepEqual(there.list(accountId, 'Thread'), [])
  there.close()
})
