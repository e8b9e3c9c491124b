import assert from 'node:assert/strict'
import { createECDH, randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { createServer, type IncomingHttpHeaders, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, test } from 'node:test'
import { type TestHouse, testHouse } from '../../test/house.ts'
import { type JmapClient, jmapClient } from '../../test/jmap.ts'
import { VERIFY_JOB } from './deliver.ts'
import { createSubscription, type PushKeys } from './subscription.ts'

interface Pushed {
  readonly headers: IncomingHttpHeaders
  readonly body: Buffer
}

let town: TestHouse
let claire: JmapClient
let service: Server
let heard: Pushed[] = []
before(async () => {
  service = createServer(async (request, response) => {
    heard.push({
      headers: request.headers,
      body: Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)),
    })
    response.writeHead(request.url === '/gone' ? 410 : 201).end()
    service.emit('pushed')
  }).listen(0, '127.0.0.1')
  await once(service, 'listening')
  town = await testHouse(undefined, { BASTIDE_OUTGOING_ALLOW_PRIVATE: '127.0.0.1' })
  claire = jmapClient(town.url, town.claire)
})
after(async () => {
  await town.close()
  service.close()
})

const address = (path = '/') => `http://127.0.0.1:${(service.address() as AddressInfo).port}${path}`

/** A subscription of Claire's. The door takes https only; the service of this test has no certificate. */
async function subscribe(keys: PushKeys | null, path?: string): Promise<{ id: string; pushed: Pushed }> {
  heard = []
  const { accountId } = town.claire
  const told = once(service, 'pushed')
  const id = await town.house.db.write(async tx => {
    const expiresAt = new Date(Date.now() + 3_600_000)
    const made = await createSubscription(tx, accountId, {
      deviceClientId: 'd',
      url: address(path),
      keys,
      types: ['Note'],
      expiresAt,
    })
    await town.house.jobs.enqueue(tx, VERIFY_JOB, { accountId, id: made })
    return made
  })
  await told
  return { id: `ps${id}`, pushed: heard[0]! }
}

test('a client that proves its address hears of the changes it asked for', async () => {
  const { id, pushed } = await subscribe(null)
  const { verificationCode, pushSubscriptionId } = JSON.parse(pushed.body.toString()) as Record<
    string,
    string
  >
  assert.equal(pushSubscriptionId, id)
  const wrong = await claire.call('PushSubscription/set', { update: { [id]: { verificationCode: 'guess' } } })
  assert.ok((wrong['notUpdated'] as object)[id as never])
  await claire.call('PushSubscription/set', { update: { [id]: { verificationCode } } })
  heard = []
  const told = once(service, 'pushed')
  const { newState } = await claire.call('Note/set', { create: { n: { title: 'poussée' } } })
  await told
  assert.deepEqual(JSON.parse(heard[0]!.body.toString()), {
    '@type': 'StateChange',
    changed: { [claire.accountId]: { Note: newState } },
  })
  await claire.call('PushSubscription/set', { destroy: [id] })
})

test('what is pushed to a client with keys can be read by that client alone', async () => {
  const device = createECDH('prime256v1')
  const p256dh = device.generateKeys().toString('base64url')
  const { pushed } = await subscribe({ p256dh, auth: randomBytes(16).toString('base64url') })
  assert.equal(pushed.headers['content-encoding'], 'aes128gcm')
  assert.ok(!pushed.body.includes('PushVerification'))
})

test('addresses and keys are read back by nobody, and only https is taken', async () => {
  assert.equal(await claire.refusal('PushSubscription/get', { ids: null, properties: ['url'] }), 'forbidden')
  const answer = await claire.call('PushSubscription/set', {
    create: {
      plain: { deviceClientId: 'd', url: 'http://push.example/x' },
      odd: { deviceClientId: 'd', url: 'https://push.example/', keys: {} },
    },
  })
  const refused = answer['notCreated'] as Record<string, { properties: string[] }>
  assert.deepEqual(refused['plain']!.properties, ['url'])
  assert.deepEqual(refused['odd']!.properties, ['keys'])
})

test('nobody sees the subscriptions of another', async () => {
  const answer = await claire.call('PushSubscription/set', {
    create: { s: { deviceClientId: 'd', url: 'https://push.example/x' } },
  })
  const { id } = (answer['created'] as Record<string, { id: string }>)['s']!
  const paul = jmapClient(town.url, town.paul)
  assert.deepEqual((await paul.call('PushSubscription/get', { ids: null }))['list'], [])
  const destroyed = await paul.call('PushSubscription/set', { destroy: [id] })
  assert.ok((destroyed['notDestroyed'] as object)[id as never])
})
