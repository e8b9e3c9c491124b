import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import WebSocket from 'ws'
import { writeId } from '../../../lib/id.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'
import {
  bodyOf,
  openPushService,
  PUSH_SERVICE_ALLOWED,
  type PushService,
  subscribe,
} from '../../../test/pushes.ts'
import { deliver } from '../model/deliver.ts'
import type { Placed } from '../model/place.ts'
import { wakeDue } from '../model/wake.ts'
import { letter } from '../test/house.ts'
import { EMAIL_ARRIVAL, EMAIL_DELIVERY } from '../types.ts'

let town: TestHouse
let claire: JmapClient
let service: PushService
before(async () => {
  service = await openPushService()
  town = await testHouse(undefined, PUSH_SERVICE_ALLOWED)
  claire = jmapClient(town.url, town.claire)
})
after(async () => {
  await town.close()
  service.close()
})

async function receive(keywords: readonly string[] = []): Promise<string> {
  const { accountId } = town.claire
  const placed = await deliver(town.house, letter(), [{ accountId, keywords }])
  return writeId('e', (placed.get(accountId) as Placed).emailId)
}

const update = (id: string, patch: Args) => claire.call('Email/set', { update: { [id]: patch } })

async function mailboxOf(role: string): Promise<string | undefined> {
  const { list } = (await claire.call('Mailbox/get')) as { list: { id: string; role: string }[] }
  return list.find(box => box.role === role)?.id
}

/** The state of a type that is pushed, as a WebSocket is told of it first. */
async function stateOf(type: string): Promise<string | undefined> {
  const socket = new WebSocket(`${town.url.replace('http', 'ws')}/jmap/ws`, 'jmap', {
    headers: { authorization: claire.authorization },
  })
  await new Promise((open, failed) => socket.once('open', open).once('error', failed))
  const told = new Promise<string>(resolve => socket.once('message', data => resolve(String(data))))
  socket.send(JSON.stringify({ '@type': 'WebSocketPushEnable', dataTypes: [type], pushState: 'x' }))
  const { changed } = JSON.parse(await told) as { changed: Record<string, Record<string, string>> }
  socket.close()
  assert.deepEqual(Object.keys(changed[claire.accountId] ?? {}), [type])
  return changed[claire.accountId]![type]
}

test('EmailDelivery moves with what is new, and not when it is read, filed or destroyed', async () => {
  const id = await receive()
  const state = await stateOf(EMAIL_DELIVERY)
  await update(id, { 'keywords/$seen': true })
  await update(id, { mailboxIds: { [(await mailboxOf('archive'))!]: true } })
  await claire.call('Email/set', { destroy: [id] })
  assert.equal(await stateOf(EMAIL_DELIVERY), state)
  await receive(['$seen'])
  assert.notEqual(await stateOf(EMAIL_DELIVERY), state)
})

test('a draft is a new email, and no arrival', async () => {
  await receive()
  const [delivery, arrival] = [await stateOf(EMAIL_DELIVERY), await stateOf(EMAIL_ARRIVAL)]
  const mailboxIds = { [(await mailboxOf('drafts'))!]: true }
  await claire.call('Email/set', {
    create: { d: { mailboxIds, keywords: { $draft: true }, subject: 'à venir' } },
  })
  assert.notEqual(await stateOf(EMAIL_DELIVERY), delivery)
  assert.equal(await stateOf(EMAIL_ARRIVAL), arrival)
})

test('what was put off arrives when it comes back', async () => {
  const id = await receive(['$seen'])
  await update(id, {
    snoozed: { until: '2099-01-04T08:00:00Z' },
    [`mailboxIds/${await mailboxOf('inbox')}`]: null,
  })
  const state = await stateOf(EMAIL_ARRIVAL)
  const then = () => new Date('2099-01-05T00:00:00Z')
  await wakeDue({ ...town.house, now: then }, { accountId: town.claire.accountId })
  assert.notEqual(await stateOf(EMAIL_ARRIVAL), state)
})

test('an EventSource is told of a delivery that it asked for', async () => {
  const response = await fetch(`${town.url}/jmap/events?types=${EMAIL_DELIVERY}&closeafter=state&ping=0`, {
    headers: { authorization: claire.authorization },
  })
  await receive()
  assert.match(await response.text(), new RegExp(`"${EMAIL_DELIVERY}":"\\d+"`))
})

test('a subscription is told of what arrives, at once and under one topic, and not that it is read', async () => {
  await receive()
  const { id, pushed } = await subscribe(town, town.claire, service, { types: [EMAIL_ARRIVAL] })
  const { verificationCode } = bodyOf(pushed)
  await claire.call('PushSubscription/set', { update: { [id]: { verificationCode } } })
  const heard: { topic: unknown; state: unknown }[] = []
  for (let i = 0; i < 2; i++) {
    const email = await receive()
    const told = await service.next()
    const { changed } = bodyOf(told) as { changed: Record<string, Args> }
    assert.equal(told.headers['urgency'], 'high')
    heard.push({ topic: told.headers['topic'], state: changed[claire.accountId]![EMAIL_ARRIVAL] })
    await update(email, { 'keywords/$seen': true })
  }
  assert.equal(heard[0]!.topic, heard[1]!.topic)
  assert.notEqual(heard[0]!.state, heard[1]!.state)
  assert.equal(heard[1]!.state, await stateOf(EMAIL_ARRIVAL))
  await claire.call('PushSubscription/set', { destroy: [id] })
})
