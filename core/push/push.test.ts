import assert from 'node:assert/strict'
import { createECDH, createPublicKey, randomBytes, verify } from 'node:crypto'
import { after, before, test } from 'node:test'
import { writeAccountId, writeId } from '../../lib/id.ts'
import { sql } from '../../store/sql.ts'
import { eventually } from '../../test/eventually.ts'
import { PASSWORD, type TestHouse, testHouse } from '../../test/house.ts'
import { type JmapClient, jmapClient } from '../../test/jmap.ts'
import {
  bodyOf,
  openPushService,
  PUSH_SERVICE_ALLOWED,
  type PushService,
  subscribe,
} from '../../test/pushes.ts'
import { createAppPassword, deleteAppPassword } from '../login/app-password.ts'
import { updateOrganisation } from '../organisation.ts'
import { RESYNC } from '../signals.ts'
import { BASTIDE_PUSH, PUSH, WEBPUSH_VAPID } from '../types.ts'
import { pushStates } from './deliver.ts'
import { followStates } from './follow.ts'
import { pushKeyOf } from './key.ts'
import { findSubscription, sweepSubscriptions } from './subscription.ts'

let town: TestHouse
let claire: JmapClient
let paul: JmapClient
let service: PushService
before(async () => {
  service = await openPushService()
  town = await testHouse(undefined, PUSH_SERVICE_ALLOWED)
  claire = jmapClient(town.url, town.claire)
  paul = jmapClient(town.url, town.paul)
})
after(async () => {
  await town.close()
  service.close()
})

const note = async (client: JmapClient, title: string): Promise<string> =>
  String((await client.call('Note/set', { create: { n: { title } } }))['newState'])

const prove = async (client: JmapClient, id: string, verificationCode: unknown) => {
  const answer = await client.call('PushSubscription/set', { update: { [id]: { verificationCode } } })
  return (answer['notUpdated'] as Record<string, { type: string }> | null)?.[id] ?? null
}

const remove = (client: JmapClient, id: string) => client.call('PushSubscription/set', { destroy: [id] })

test('a client that proves its address hears of the changes it asked for', async () => {
  const { id, pushed } = await subscribe(town, town.claire, service)
  const { verificationCode, pushSubscriptionId } = bodyOf(pushed)
  assert.equal(pushSubscriptionId, id)
  assert.equal((await prove(claire, id, 'guess'))?.type, 'invalidProperties')
  assert.equal(await prove(claire, id, verificationCode), null)
  const newState = await note(claire, 'poussée')
  const told = await service.next()
  const changed = { [claire.accountId]: { Note: newState } }
  assert.deepEqual(bodyOf(told), { '@type': 'StateChange', changed })
  assert.match(String(told.headers['topic']), /^[\w-]{1,32}$/)
  await remove(claire, id)
})

test('what moved while nobody could hear it is pushed afterwards', async () => {
  const { id, pushed } = await subscribe(town, town.claire, service)
  await prove(claire, id, bodyOf(pushed)['verificationCode'])
  await town.house.db.run(sql`update push_subscription set told = '{}' where id = ${Number(id.slice(2))}`)
  town.house.signals.publish([RESYNC])
  const { changed } = bodyOf(await service.next()) as { changed: object }
  assert.ok(claire.accountId in changed)
  await remove(claire, id)
})

test('what moved while the database did not answer is pushed once it does', async () => {
  const { id, pushed } = await subscribe(town, town.claire, service)
  await prove(claire, id, bodyOf(pushed)['verificationCode'])
  const failed = Promise.withResolvers<void>()
  const warn = () => failed.resolve()
  const stop = followStates({ ...town.house, log: { ...town.house.log, warn } })
  await town.house.db.run(sql`alter table push_subscription rename to hidden`)
  const newState = await note(claire, 'en panne')
  await failed.promise
  await town.house.db.run(sql`alter table hidden rename to push_subscription`)
  await untilTold(newState)
  stop()
  await remove(claire, id)
})

const keysOfDevice = () => ({
  p256dh: createECDH('prime256v1').generateKeys().toString('base64url'),
  auth: randomBytes(16).toString('base64url'),
})

test('what is pushed to a client with keys can be read by that client alone', async () => {
  const { id, pushed } = await subscribe(town, town.claire, service, { keys: keysOfDevice() })
  assert.equal(pushed.headers['content-encoding'], 'aes128gcm')
  assert.ok(!pushed.body.includes('PushVerification'))
  await remove(claire, id)
})

/** What a subscription would push by now. */
async function toldBy(id: string): Promise<object> {
  const whose = { accountId: town.claire.accountId, id: Number(id.slice(2)) }
  await pushStates(town.house, whose)
  return (await findSubscription(town.house.db, whose.accountId, whose.id))!.told
}

async function untilTold(newState: string): Promise<void> {
  const wanted = JSON.stringify({ [claire.accountId]: { Note: newState } })
  while (JSON.stringify(bodyOf(await service.next())['changed']) !== wanted);
}

const sessionOf = async (client: JmapClient) => {
  const { authorization } = client
  const response = await fetch(`${client.url}/.well-known/jmap`, { headers: { authorization } })
  return (await response.json()) as { capabilities: Record<string, { applicationServerKey?: string }> }
}

const keyOf = async (client: JmapClient) =>
  (await sessionOf(client)).capabilities[WEBPUSH_VAPID]?.applicationServerKey

test('a push service can tell who sends, by the key that the session names', async () => {
  const { id, pushed } = await subscribe(town, town.claire, service)
  await remove(claire, id)
  const [, token = '', key] = /^vapid t=([\w.-]+), k=([\w-]+)$/.exec(pushed.headers.authorization!) ?? []
  assert.equal(key, await keyOf(claire))
  const [head = '', body = '', signature = ''] = token.split('.')
  const claims = JSON.parse(Buffer.from(body, 'base64url').toString()) as Record<string, unknown>
  assert.equal(claims['aud'], service.origin)
  assert.equal(claims['sub'], 'mailto:postmaster@montauzan.fr')
  assert.ok(Number(claims['exp']) * 1000 > Date.now())
  const point = Buffer.from(key!, 'base64url')
  const [x, y] = [point.subarray(1, 33), point.subarray(33)].map(half => half.toString('base64url'))
  const publicKey = createPublicKey({ key: { kty: 'EC', crv: 'P-256', x: x!, y: y! }, format: 'jwk' })
  const signed = { key: publicKey, dsaEncoding: 'ieee-p1363' } as const
  assert.ok(verify('sha256', Buffer.from(`${head}.${body}`), signed, Buffer.from(signature, 'base64url')))
})

test('processes that make the key at once end with the same one, which lasts', async () => {
  const { db, config } = town.house
  await db.run(sql`delete from push_key where account_id = 0`)
  const processes = Array.from({ length: 4 }, () => ({ db: Object.create(db) as typeof db, config }))
  const keys = await Promise.all(processes.map(pushKeyOf))
  const later = await pushKeyOf({ db: Object.create(db) as typeof db, config })
  assert.equal(new Set([...keys, later].map(key => `${key.publicKey} ${key.privateKey}`)).size, 1)
})

test('a key that another secret has closed is replaced, and browsers have to subscribe anew', async () => {
  const { db, config } = town.house
  const { id } = await subscribe(town, town.claire, service, { keys: keysOfDevice() })
  const before = await pushKeyOf({ db: Object.create(db) as typeof db, config })
  const elsewhere = { db: Object.create(db) as typeof db, config: { ...config, secret: 'another' } }
  assert.notEqual((await pushKeyOf(elsewhere)).publicKey, before.publicKey)
  const { notFound } = await claire.call('PushSubscription/get', { ids: [id] })
  assert.deepEqual(notFound, [id])
})

test('a subscription to some accounts hears of no other', async () => {
  const elsewhere = [town.paul.accountId]
  const { id, pushed } = await subscribe(town, town.claire, service, { accountIds: elsewhere })
  await prove(claire, id, bodyOf(pushed)['verificationCode'])
  await note(claire, 'tue')
  assert.deepEqual(await toldBy(id), {})
  await claire.call('PushSubscription/set', { update: { [id]: { accountIds: [claire.accountId] } } })
  await untilTold(await note(claire, 'dite'))
  await remove(claire, id)
})

test('members of a mailbox of several hear of what changes there', async () => {
  const directory = { accountId: writeAccountId(town.organisationId) }
  const jean = jmapClient(town.url, town.jean)
  const wish = { type: 'group', name: 'Mairie', email: 'mairie@montauzan.fr', hasAccount: true }
  const delegates = { [writeId('p', town.claire.principalId)]: { mayManage: true } }
  await jean.call('Principal/set', { ...directory, create: { g: { ...wish, delegates } } })
  const { id, pushed } = await subscribe(town, town.claire, service, { types: ['Mailbox'] })
  await prove(claire, id, bodyOf(pushed)['verificationCode'])
  const accounts = (await sessionOf(claire)) as unknown as { accounts: Record<string, { name: string }> }
  const shared = Object.keys(accounts.accounts).find(one => accounts.accounts[one]!.name === 'Mairie')!
  await claire.call('Mailbox/set', {
    accountId: shared,
    create: { m: { name: 'Courriers', parentId: null } },
  })
  assert.ok(shared in (bodyOf(await service.next())['changed'] as object))
  await remove(claire, id)
})

test('a device that its person took away learns so, and is neither listed nor counted', async () => {
  const { id, pushed } = await subscribe(town, town.claire, service)
  await prove(claire, id, bodyOf(pushed)['verificationCode'])
  await remove(claire, id)
  const { list, notFound } = await claire.call('PushSubscription/get', { ids: [id] })
  assert.deepEqual([list, notFound], [[], [id]])
  const refusalOf = async (client: JmapClient) => {
    const { notUpdated } = await client.call('PushSubscription/set', { update: { [id]: { expires: null } } })
    return (notUpdated as Record<string, { type: string }>)[id]!.type
  }
  assert.deepEqual([await refusalOf(claire), await refusalOf(paul)], ['forbidden', 'notFound'])
  const again = await claire.call('PushSubscription/set', { destroy: [id] })
  assert.ok((again['notDestroyed'] as object)[id as never])
  await note(claire, 'tue')
  await pushStates(town.house, { accountId: town.claire.accountId, id: Number(id.slice(2)) })
  await sweepSubscriptions(town.house.db)
  assert.equal(await refusalOf(claire), 'forbidden')
})

test('one that the push service no longer knows is gone, and may be made anew', async () => {
  const url = `${service.origin}/gone`
  const { id } = await subscribe(town, town.claire, service, { url })
  const state = async () => {
    const { notUpdated } = await claire.call('PushSubscription/set', { update: { [id]: { expires: null } } })
    return (notUpdated as Record<string, { type: string }> | null)?.[id]?.type
  }
  await eventually(state, type => type === 'notFound')
})

test('a subscription ends with the session that made it', async () => {
  const login = await fetch(`${town.url}/auth/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ address: town.claire.address, password: PASSWORD }),
  })
  const { token } = (await login.json()) as { token: string }
  const create = { s: { deviceClientId: 'd', url: 'https://push.example/x' } }
  await fetch(`${town.url}/jmap/api`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    body: JSON.stringify({
      using: ['urn:ietf:params:jmap:core'],
      methodCalls: [['PushSubscription/set', { create }, '0']],
    }),
  })
  const count = async () =>
    ((await claire.call('PushSubscription/get', { ids: null }))['list'] as object[]).length
  assert.equal(await count(), 1)
  const sessions = (await claire.call('LoginSession/get', { ids: null }))['list'] as { id: string }[]
  await claire.call('LoginSession/set', { destroy: sessions.map(one => one.id) })
  assert.equal(await count(), 0)
})

test('one that was made by an application password ends when that is revoked', async () => {
  const { house } = town
  const made = await house.db.write(tx =>
    createAppPassword(tx, town.paul, { label: 'Téléphone', scopes: ['jmap'] }),
  )
  const phone = jmapClient(town.url, town.paul, made.secret)
  const create = { s: { deviceClientId: 'd', url: 'https://push.example/x' } }
  assert.ok((await phone.call('PushSubscription/set', { create }))['created'])
  const list = async () => (await paul.call('PushSubscription/get', { ids: null }))['list'] as object[]
  assert.equal((await list()).length, 1)
  await house.db.write(tx => deleteAppPassword(tx, town.paul, made.id))
  assert.deepEqual(await list(), [])
})

test('a person tries whether a push arrives, on a device of their own', async () => {
  const { id, pushed } = await subscribe(town, town.claire, service)
  assert.equal((await claire.call('PushSubscription/try', { id }))['outcome'], 'gone')
  await prove(claire, id, bodyOf(pushed)['verificationCode'])
  assert.equal((await claire.call('PushSubscription/try', { id }))['outcome'], 'taken')
  assert.deepEqual(bodyOf(await service.next()), { '@type': 'PushTrial' })
  assert.equal(await paul.refusal('PushSubscription/try', { id }), 'invalidArguments')
  await remove(claire, id)
})

test('where an organisation has switched it off, nothing is subscribed to and nothing leaves', async () => {
  const { id, pushed } = await subscribe(town, town.claire, service)
  await prove(claire, id, bodyOf(pushed)['verificationCode'])
  const turn = async (on: boolean) => {
    await town.house.db.write(tx =>
      updateOrganisation(tx, town.jean, town.organisationId, { modules: { [PUSH]: on } }),
    )
    await eventually(
      async () => town.house.registry.isOn(town.organisationId, PUSH),
      is => is === on,
    )
  }
  await turn(false)
  const create = { s: { deviceClientId: 'd', url: 'https://push.example/x' } }
  const refused = await claire.call('PushSubscription/set', { create })
  assert.equal((refused['notCreated'] as Record<string, { type: string }>)['s']!.type, 'forbidden')
  const { capabilities } = await sessionOf(claire)
  assert.ok(!(WEBPUSH_VAPID in capabilities) && !(BASTIDE_PUSH in capabilities))
  await note(claire, 'tue')
  assert.deepEqual(await toldBy(id), {})
  await turn(true)
  await untilTold(await note(claire, 'dite'))
  await remove(claire, id)
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

test('what is no subscription is told as such, and no fault of ours', async () => {
  const refusal = (args: object) => claire.refusal('PushSubscription/set', { ...args })
  for (const args of [{ create: { a: null } }, { update: { ps1: null } }, { destroy: { ps1: true } }])
    assert.equal(await refusal(args), 'invalidArguments')
  const made = { deviceClientId: 'd', url: 'https://push.example/' }
  const many = Object.fromEntries(Array.from({ length: 101 }, (_, i) => [`k${i}`, made]))
  assert.equal(await refusal({ create: many }), 'requestTooLarge')
  const odd = {
    types: { ...made, types: ['a\0'] },
    name: { ...made, deviceClientId: 'a\0' },
    end: { ...made, expires: '-271821-04-20T00:00:00Z' },
  }
  const { notCreated } = await claire.call('PushSubscription/set', { create: odd })
  const types = Object.values(notCreated as Record<string, { type: string }>).map(({ type }) => type)
  assert.deepEqual([...new Set(types)], ['invalidProperties'])
  assert.equal(types.length, 3)
})

test('nobody sees the subscriptions of another', async () => {
  const answer = await claire.call('PushSubscription/set', {
    create: { s: { deviceClientId: 'd', url: 'https://push.example/x' } },
  })
  const { id } = (answer['created'] as Record<string, { id: string }>)['s']!
  assert.deepEqual((await paul.call('PushSubscription/get', { ids: null }))['list'], [])
  const destroyed = await paul.call('PushSubscription/set', { destroy: [id] })
  assert.ok((destroyed['notDestroyed'] as object)[id as never])
})
