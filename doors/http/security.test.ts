import assert from 'node:assert/strict'
import { connect } from 'node:net'
import { after, test } from 'node:test'
import { testHouse } from '../../test/house.ts'
import { jmapClient } from '../../test/jmap.ts'

const proxied = { BASTIDE_HTTP_TRUSTED_PROXIES: '127.0.0.1' }
const town = await testHouse(undefined, proxied)
after(() => town.close())
const { authorization, accountId } = jmapClient(town.url, town.claire)
const port = Number(new URL(town.url).port)

/** The head of an answer, as it stands on the line. */
function headOf(path: string, headers: Readonly<Record<string, string>> = {}, method = 'GET', to = port) {
  const fields = Object.entries({ host: 'courriel.montauzan.fr', ...headers })
  const request = `${method} ${path} HTTP/1.1\r\n${fields.map(([name, value]) => `${name}: ${value}\r\n`).join('')}\r\n`
  return new Promise<Map<string, string>>((resolve, reject) => {
    const socket = connect(to, '127.0.0.1', () => socket.write(request))
    let text = ''
    socket.on('error', reject)
    socket.on('data', chunk => {
      text += chunk.toString()
      const end = text.indexOf('\r\n\r\n')
      if (end === -1) return
      socket.destroy()
      const [status = '', ...lines] = text.slice(0, end).split('\r\n')
      const read = lines.map(line => /^([^:]+): (.*)$/.exec(line)!)
      resolve(
        new Map([
          ['status', status.split(' ')[1]!],
          ...read.map(([, n, v]) => [n!.toLowerCase(), v!] as const),
        ]),
      )
    })
  })
}

const upload = await fetch(`${town.url}/jmap/upload/${accountId}`, {
  method: 'POST',
  headers: { authorization, 'content-type': 'text/plain' },
  body: 'Bonjour',
})
const { blobId } = (await upload.json()) as { blobId: string }
const websocket = {
  connection: 'Upgrade',
  upgrade: 'websocket',
  'sec-websocket-version': '13',
  'sec-websocket-key': 'x3JJHMbDL1EzLkh9GBhXDw==',
}

const RESPONSES: readonly [
  what: string,
  status: string,
  path: string,
  headers?: Record<string, string>,
  method?: string,
][] = [
  ['the page', '200', '/'],
  ['a page within', '200', '/mail/inbox'],
  ['a file of the page', '200', '/app.webmanifest'],
  ['what is not there', '404', '/jmap/nothing'],
  ['a path that cannot be read', '400', '/%zz'],
  ['a method that nobody knows', '404', '/auth/nothing', {}, 'PATCH'],
  ['a refusal', '401', '/.well-known/jmap'],
  ['the session', '200', '/.well-known/jmap', { authorization }],
  ['a failed call', '400', '/jmap/api', { authorization, 'content-length': '0' }, 'POST'],
  ['a download', '200', `/jmap/download/${accountId}/${blobId}/x?type=text/html`, { authorization }],
  [
    'a download that is known',
    '304',
    `/jmap/download/${accountId}/${blobId}/x`,
    { authorization, 'if-none-match': `"${blobId}"` },
  ],
  ['a stream of states', '200', '/jmap/events?types=*', { authorization }],
  ['a refused socket', '401', '/jmap/ws', websocket],
  [
    'what mail programs ask for',
    '200',
    '/.well-known/autoconfig/mail/config-v1.1.xml?emailaddress=claire@montauzan.fr',
  ],
]

for (const [what, status, path, headers, method] of RESPONSES)
  test(`${what} is read as nothing else, framed by nobody else, and tells nobody where one was`, async () => {
    const head = await headOf(path, headers, method)
    assert.equal(head.get('status'), status)
    assert.equal(head.get('x-content-type-options'), 'nosniff')
    assert.equal(head.get('referrer-policy'), 'no-referrer')
    assert.equal(head.get('cross-origin-opener-policy'), 'same-origin')
    assert.equal(head.get('cross-origin-resource-policy'), 'same-origin')
    assert.match(
      head.get('content-security-policy') ?? '',
      /^default-src 'none';.*frame-ancestors '(none|self)'/,
    )
    assert.doesNotMatch(head.get('content-security-policy') ?? '', /unsafe-eval|script-src[^;]*unsafe/)
    assert.equal(head.get('strict-transport-security'), undefined)
  })

const hsts = async (headers: Record<string, string>, to?: number) =>
  (await headOf('/', headers, 'GET', to)).get('strict-transport-security') ?? null

test('who came by https to a public name comes back by https alone', async () => {
  const https = { 'x-forwarded-proto': 'https' }
  assert.equal(await hsts(https), 'max-age=31536000')
  assert.equal(
    (await headOf('/jmap/events?types=*', { ...https, authorization })).get('strict-transport-security'),
    'max-age=31536000',
  )
  assert.equal(await hsts({}), null)
  for (const host of ['localhost:8443', '127.0.0.1', '[::1]:8443', '192.0.2.7'])
    assert.equal(await hsts({ ...https, host }), null, host)
})

test('a public address of https says as much as a trusted proxy, and the administrator how long', async t => {
  const other = await testHouse(undefined, {
    BASTIDE_PUBLIC_URL: 'https://courriel.montauzan.fr',
    BASTIDE_HTTP_HSTS_DAYS: '1',
  })
  t.after(() => other.close())
  const there = Number(new URL(other.url).port)
  assert.equal(await hsts({}, there), 'max-age=86400')
  assert.equal(await hsts({ host: 'ailleurs.example' }, there), null)
  // Of a proxy that nobody trusts, nothing is believed.
  assert.equal(await hsts({ host: 'ailleurs.example', 'x-forwarded-proto': 'https' }, there), null)
})
