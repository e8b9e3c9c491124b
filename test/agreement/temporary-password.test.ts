import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createAppPassword } from '../../core/login/app-password.ts'
import { setPassword } from '../../core/login/change.ts'
import { hashPassword } from '../../core/login/password.ts'
import { Client } from '../../modules/mail/imap/test/client.ts'
import { closeClients, greet, plainToken } from '../../modules/mail/smtp/test/client.ts'
import { PASSWORD, type TestHouse, testHouse } from '../house.ts'
import { type JmapClient, jmapClient } from '../jmap.ts'

const GIVEN = 'les-ponts-du-canal-12'
const OWN = 'tuiles roses du foirail'

let town: TestHouse
let jean: JmapClient
before(async () => {
  town = await testHouse()
  jean = jmapClient(town.url, town.jean)
})
after(() => {
  closeClients()
  return town.close()
})

const basic = (address: string, password: string) => `Basic ${btoa(`${address}:${password}`)}`

const say = (path: string, body: object, headers: Record<string, string> = {}) =>
  fetch(town.url + path, {
    method: 'POST',
    headers: { origin: town.url, 'content-type': 'application/json', ...headers },
    body: JSON.stringify(body),
  })

const typeOf = async (answer: Response) => ((await answer.json()) as { type: string }).type

async function signIn(address: string, password: string) {
  const answer = await say('/auth/login', { address, password })
  const { mustChoosePassword } = (await answer.json()) as { mustChoosePassword: boolean }
  const cookie = answer.headers.getSetCookie()[0]?.split(';')[0] ?? ''
  return { status: answer.status, mustChoosePassword, cookie }
}

const reset = (id: string, more: object = {}) =>
  jean.call('Principal/setPassword', {
    accountId: `a${town.organisationId}`,
    id,
    password: GIVEN,
    temporary: true,
    ...more,
  })

const wireId = ({ principalId }: { principalId: number }) => `p${principalId}`

test('what an administrator gives as temporary is so, and the person is told so at the sign-in', async () => {
  await reset(wireId(town.claire))
  const { status, mustChoosePassword } = await signIn(town.claire.address, GIVEN)
  assert.deepEqual([status, mustChoosePassword], [200, true])
})

test('the session of a temporary password reads nothing and makes no token', async () => {
  const { cookie } = await signIn(town.claire.address, GIVEN)
  const read = await fetch(`${town.url}/.well-known/jmap`, { headers: { cookie } })
  for (const answer of [read, await say('/jmap/api', { using: [], methodCalls: [] }, { cookie })]) {
    assert.equal(answer.status, 403, answer.url)
    assert.equal(await typeOf(answer), 'urn:bastide:error:passwordTemporary')
  }
  const token = await say('/auth/token', { address: town.claire.address, password: GIVEN })
  assert.equal(token.status, 403)
})

test('programs are refused with words that say what to do', async () => {
  const { address } = town.claire
  const jmap = await fetch(`${town.url}/.well-known/jmap`, {
    headers: { authorization: basic(address, GIVEN) },
  })
  assert.equal(jmap.status, 403)
  const imap = await Client.connect(town.ports['imap']!)
  await imap.line()
  assert.match((await imap.say(`LOGIN ${address} ${GIVEN}`)).end, /^NO \[EXPIRED\] .*choose your own/)
  const smtp = await greet(town.ports['submissions']!, { tls: true })
  const reply = await smtp.say(`AUTH PLAIN ${plainToken(address, GIVEN)}`)
  assert.deepEqual([reply.code, reply.status], [535, '5.7.8'])
  assert.match(reply.lines.join(' '), /choose your own/)
})

test('an application password that the person made goes on', async () => {
  const { secret } = await town.house.db.write(tx =>
    createAppPassword(tx, town.claire, { label: 'Téléphone', scopes: ['imap'] }),
  )
  const imap = await Client.connect(town.ports['imap']!)
  await imap.line()
  assert.match((await imap.say(`LOGIN ${town.claire.address} ${secret}`)).end, /^OK/)
})

test('the same password, a weak one, or one without the given one beside it are not taken', async () => {
  const { cookie } = await signIn(town.claire.address, GIVEN)
  for (const [body, status] of [
    [{ current: GIVEN, wanted: GIVEN }, 400],
    [{ current: GIVEN, wanted: 'court' }, 400],
    [{ current: 'autre chose', wanted: OWN }, 403],
  ] as const)
    assert.equal((await say('/auth/password', body, { cookie })).status, status)
})

test('once another is chosen the session goes on, the given one is void, and every door opens', async () => {
  const { address } = town.claire
  const { cookie } = await signIn(address, GIVEN)
  assert.equal((await say('/auth/password', { current: GIVEN, wanted: OWN }, { cookie })).status, 204)
  const session = await fetch(`${town.url}/.well-known/jmap`, { headers: { cookie } })
  assert.equal(session.status, 200)
  assert.equal((await signIn(address, GIVEN)).status, 401)
  assert.equal((await signIn(address, OWN)).mustChoosePassword, false)
  const imap = await Client.connect(town.ports['imap']!)
  await imap.line()
  assert.match((await imap.say(`LOGIN ${address} "${OWN}"`)).end, /^OK/)
})

test('an administrator sees who has yet to choose; others are not told', async () => {
  await reset(wireId(town.paul))
  const args = {
    accountId: `a${town.organisationId}`,
    ids: [wireId(town.paul)],
    properties: ['mustChoosePassword'],
  }
  const seen = async (client: JmapClient) =>
    ((await client.call('Principal/get', args))['list'] as { mustChoosePassword: unknown }[])[0]!
      .mustChoosePassword
  assert.equal(await seen(jean), true)
  assert.equal(await seen(jmapClient(town.url, town.claire, OWN)), null)
})

test('an administrator may give one to keep', async () => {
  await reset(wireId(town.paul), { temporary: false })
  const { mustChoosePassword } = await signIn(town.paul.address, GIVEN)
  assert.equal(mustChoosePassword, false)
  assert.equal(
    await jean.refusal('Principal/setPassword', {
      accountId: `a${town.organisationId}`,
      id: wireId(town.paul),
      password: GIVEN,
      temporary: 'oui',
    }),
    'invalidArguments',
  )
})

test('what is open ends when a temporary password is given', async () => {
  const { cookie } = await signIn(town.paul.address, GIVEN)
  const hash = await hashPassword(PASSWORD, { name: 'Paul', address: null })
  await town.house.db.write(tx =>
    setPassword(tx, town.jean, town.organisationId, town.paul.principalId, hash, true),
  )
  const answer = await fetch(`${town.url}/.well-known/jmap`, { headers: { cookie } })
  assert.equal(answer.status, 401)
})
