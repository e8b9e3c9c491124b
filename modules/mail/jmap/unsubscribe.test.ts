import assert from 'node:assert/strict'
import { generateKeyPairSync } from 'node:crypto'
import { once } from 'node:events'
import { createServer } from 'node:https'
import type { AddressInfo } from 'node:net'
import { text } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { getCACertificates, setDefaultCACertificates } from 'node:tls'
import { dkimSign } from 'mailauth/lib/dkim/sign.js'
import { spend } from '../../../core/allowance.ts'
import { certificateOf } from '../../../core/certificate/certificate.ts'
import { writeAccountId, writeId } from '../../../lib/id.ts'
import { openNameServer } from '../../../test/dns.ts'
import { testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'
import { LIMITS } from '../smtp/limits.ts'
import { reception } from '../smtp/reception.ts'
import { greet, send } from '../smtp/test/client.ts'

const pair = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'der' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const key = `v=DKIM1; k=rsa; p=${pair.publicKey.toString('base64')}`
const dns = await openNameServer({ 'TXT k._domainkey.lettre.example': key })
// Only localhost may be reached of what is private here.
const town = await testHouse(undefined, {
  BASTIDE_OUTGOING_DNS: dns.address,
  BASTIDE_OUTGOING_ALLOW_PRIVATE: 'localhost',
})
const door = await reception({ ...LIMITS, isLoopbackFree: false }).listen(town.house)

// The host of a list: it answers with the status that it is asked for.
const certificate = (await certificateOf(town.house)).current()
setDefaultCACertificates([...getCACertificates(), certificate.cert])
const asked: string[] = []
const host = createServer(certificate, async (request, response) => {
  const { method, url, headers } = request
  asked.push(`${method} ${url} ${headers['content-type']} ${headers.cookie ?? ''}: ${await text(request)}`)
  response.writeHead(Number(url!.slice(1)), { location: '/200' }).end()
}).listen(0, 'localhost')
await once(host, 'listening')
const { port } = host.address() as AddressInfo
after(async () => {
  host.close()
  await door.close()
  await town.close()
  dns.close()
})
const [claire, paul, jean] = [town.claire, town.paul, town.jean].map(actor =>
  jmapClient(town.url, actor),
) as [JmapClient, JmapClient, JmapClient]

const POST = 'List-Unsubscribe-Post: List-Unsubscribe=One-Click'
const SIGNED = ['from', 'subject', 'list-unsubscribe', 'list-unsubscribe-post']
const at = (status: number) => `List-Unsubscribe: <https://localhost:${port}/${status}>`

interface Sent {
  readonly fields: readonly string[]
  readonly signed?: readonly string[]
  /** Put above what is signed. */
  readonly above?: string
}

/** The id that a letter of a list has in Claire's inbox. */
async function receive({ fields, signed = SIGNED, above = '' }: Sent): Promise<string> {
  const subject = `Lettre ${Math.random()}`
  const message = [...fields, 'From: lettre@lettre.example', `Subject: ${subject}`, '', 'Bonjour', ''].join(
    '\r\n',
  )
  const signing = { signingDomain: 'lettre.example', selector: 'k', privateKey: pair.privateKey }
  const signatureData = [{ ...signing, headerList: [...signed] }]
  const { signatures } = await dkimSign(message, { ...signing, signatureData })
  const client = await greet(door.port)
  await send(client, 'lettre@lettre.example', ['claire@montauzan.fr'], above + signatures + message)
  client.close()
  return ((await claire.call('Email/query', { filter: { subject } }))['ids'] as string[])[0]!
}

async function waysOf(id: string): Promise<unknown> {
  const { list } = await claire.call('Email/render', { ids: [id] })
  return (list as Args[])[0]!['unsubscribe']
}

const isDone = async (id: string): Promise<boolean> => {
  const { list } = await claire.call('Email/get', { ids: [id], properties: ['keywords'] })
  return '$unsubscribed' in (list as { keywords: object }[])[0]!.keywords
}

async function leave(client: JmapClient, emailId: string): Promise<unknown> {
  const [[name, args] = assert.fail()] = await client.request([
    ['Email/unsubscribe', { accountId: claire.accountId, emailId }],
  ])
  return name === 'error' ? args['type'] : 'done'
}

test('one POST leaves the list, and the email says so', async () => {
  const id = await receive({ fields: [at(202), POST] })
  assert.deepEqual(await waysOf(id), {
    isOneClick: true,
    mailto: null,
    page: `https://localhost:${port}/202`,
  })
  assert.equal(await leave(claire, id), 'done')
  assert.deepEqual(asked.splice(0), [
    'POST /202 application/x-www-form-urlencoded : List-Unsubscribe=One-Click',
  ])
  assert.equal(await isDone(id), true)
})

test('nothing is asked of a host unless a signature covers both fields, and nothing stands above them', async () => {
  const other = 'List-Unsubscribe: <https://localhost/other>\r\n'
  for (const sent of [
    { fields: [at(200), POST], signed: ['from', 'subject', 'list-unsubscribe'] },
    { fields: [at(200), POST], signed: ['from', 'subject', 'list-unsubscribe-post'] },
    { fields: [at(200), POST], above: other },
    { fields: [POST], above: other },
    { fields: [at(200)] },
  ]) {
    const id = await receive(sent)
    assert.equal(((await waysOf(id)) as Args | null)?.['isOneClick'] ?? false, false)
    assert.equal(await leave(claire, id), 'forbidden')
  }
  assert.deepEqual(asked, [])
})

test('a host that fails, sends elsewhere or is private leaves the email as it was', async () => {
  for (const [way, outcome] of [
    [at(500), 'serverUnavailable'],
    [at(307), 'serverUnavailable'],
    ['List-Unsubscribe: <https://127.0.0.1:1/>', 'forbidden'],
    ['List-Unsubscribe: <https://[::1]:1/>', 'forbidden'],
  ] as const) {
    const id = await receive({ fields: [way, POST] })
    assert.equal(await leave(claire, id), outcome)
    assert.equal(await isDone(id), false)
  }
  assert.deepEqual(
    asked.splice(0).map(line => line.slice(0, 9)),
    ['POST /500', 'POST /307'],
  )
})

test('a letter and a page are told where one click is not offered', async () => {
  const id = await receive({
    fields: ['List-Unsubscribe: <mailto:off@lettre.example>, <https://lettre.example/off>'],
  })
  const ways = { isOneClick: false, mailto: 'mailto:off@lettre.example', page: 'https://lettre.example/off' }
  assert.deepEqual(await waysOf(id), ways)
  assert.equal(await waysOf(await receive({ fields: [] })), null)
})

test('who may write in the name of an account may leave its lists, and nobody else', async () => {
  const id = await receive({ fields: [at(200), POST] })
  const idOf = (actor: typeof town.paul) => writeId('p', actor.principalId)
  assert.equal(await leave(paul, id), 'accountNotFound')
  await claire.call('Principal/set', {
    accountId: writeAccountId(town.organisationId),
    update: {
      [idOf(town.claire)]: {
        delegates: {
          [idOf(town.paul)]: { mayRead: true },
          [idOf(town.jean)]: { mayRead: true, maySendOnBehalf: true },
        },
      },
    },
  })
  assert.equal(await leave(paul, id), 'forbidden')
  assert.deepEqual(asked, [])
  assert.equal(await leave(jean, id), 'done')
  assert.equal(await isDone(id), true)
})

test('who has left very many lists in a day is told to wait, and no host is asked', async () => {
  const id = await receive({ fields: [at(200), POST] })
  await town.house.db.write(tx => spend(tx, town.claire.accountId, 'unsubscribe', 300, 1000))
  asked.splice(0)
  assert.equal(await leave(claire, id), 'rateLimit')
  assert.deepEqual(asked, [])
  assert.equal(await isDone(id), false)
})
