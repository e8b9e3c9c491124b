import assert from 'node:assert/strict'
import { once } from 'node:events'
import { type IncomingMessage, request as sendRequest } from 'node:http'
import { text as readAll } from 'node:stream/consumers'
import { after, test } from 'node:test'
import { testHouse } from '../../test/house.ts'

const town = await testHouse(undefined, {
  BASTIDE_HOSTNAME: 'mail.montauzan.fr',
  BASTIDE_PUBLIC_URL: 'https://mail.montauzan.fr',
})
after(() => town.close())
const get = async (path: string) => {
  const response = await fetch(`${town.url}${path}`)
  return { status: response.status, type: response.headers.get('content-type'), text: await response.text() }
}

test('Thunderbird finds the servers, TLS from the start first, under both paths', async () => {
  for (const path of ['/mail/config-v1.1.xml', '/.well-known/autoconfig/mail/config-v1.1.xml']) {
    const { status, type, text } = await get(`${path}?emailaddress=claire%40montauzan.fr`)
    assert.deepEqual([status, type], [200, 'text/xml; charset=utf-8'])
    const sockets = [...text.matchAll(/<socketType>(\w+)</g)].map(([, one]) => one)
    assert.deepEqual(sockets, ['SSL', 'STARTTLS', 'SSL', 'STARTTLS'])
    assert.match(text, /<hostname>mail\.montauzan\.fr<\/hostname>[\s\S]*<username>%EMAILADDRESS%</)
  }
})

test('Thunderbird, which names no address there, is answered under a domain of ours', async () => {
  const at = async (host: string) => {
    const asked = sendRequest(`${town.url}/.well-known/autoconfig/mail/config-v1.1.xml`, {
      headers: { host },
    }).end()
    const [response] = (await once(asked, 'response')) as [IncomingMessage]
    return { status: response.statusCode, text: await readAll(response) }
  }
  for (const host of ['montauzan.fr', 'autoconfig.montauzan.fr', 'Montauzan.fr:80'])
    assert.match((await at(host)).text, /<domain>montauzan\.fr</, host)
  for (const host of ['example.org', '127.0.0.1', '[::1]:80'])
    assert.equal((await at(host)).status, 404, host)
})

test('who exists is told to nobody, and other domains are not ours to speak of', async () => {
  const known = await get('/mail/config-v1.1.xml?emailaddress=claire@montauzan.fr')
  const unknown = await get('/mail/config-v1.1.xml?emailaddress=nobody@montauzan.fr')
  assert.equal(known.text, unknown.text)
  for (const query of ['?emailaddress=x@example.org', '?emailaddress=nonsense', ''])
    assert.equal((await get(`/mail/config-v1.1.xml${query}`)).status, 404, query)
})

const ask = async (path: string, body: string) => {
  const response = await fetch(`${town.url}${path}`, {
    method: 'POST',
    headers: { 'content-type': 'text/xml; charset=utf-8' },
    body,
  })
  return response.text()
}
const request = (address: string) =>
  `<?xml version="1.0"?><Autodiscover xmlns="http://schemas.microsoft.com/exchange/autodiscover/outlook/requestschema/2006"><Request><EMailAddress>${address}</EMailAddress><AcceptableResponseSchema>http://schemas.microsoft.com/exchange/autodiscover/outlook/responseschema/2006a</AcceptableResponseSchema></Request></Autodiscover>`

test('Outlook finds them too, in whichever case it writes the path', async () => {
  for (const path of ['/autodiscover/autodiscover.xml', '/Autodiscover/Autodiscover.xml']) {
    const answer = await ask(path, request('claire@montauzan.fr'))
    assert.match(answer, /<Type>IMAP<\/Type>\s*<Server>mail\.montauzan\.fr<\/Server>/)
    assert.match(answer, /<LoginName>claire@montauzan\.fr<\/LoginName>/)
  }
  assert.match(await ask('/autodiscover/autodiscover.xml', request('x@example.org')), /<ErrorCode>600</)
  assert.match(await ask('/autodiscover/autodiscover.xml', '<nonsense'), /<ErrorCode>600</)
})

test('the second version says where the first is', async () => {
  for (const path of [
    '/autodiscover/autodiscover.json?Email=claire@montauzan.fr&Protocol=Autodiscoverv1',
    '/autodiscover/autodiscover.json/v1.0/claire@montauzan.fr?Protocol=AutodiscoverV1',
  ])
    assert.deepEqual(JSON.parse((await get(path)).text), {
      Protocol: 'AutodiscoverV1',
      Url: 'https://mail.montauzan.fr/autodiscover/autodiscover.xml',
    })
  const other = await get('/autodiscover/autodiscover.json?Email=claire@montauzan.fr&Protocol=ActiveSync')
  assert.deepEqual([other.status, JSON.parse(other.text).ErrorCode], [400, 'InvalidProtocol'])
})

test('a profile for Apple’s devices names the servers and holds no password', async () => {
  const { status, type, text } = await get('/mail/bastide.mobileconfig?email=claire%40montauzan.fr')
  assert.deepEqual([status, type], [200, 'application/x-apple-aspen-config'])
  assert.match(text, /<key>IncomingMailServerHostName<\/key>\s*<string>mail\.montauzan\.fr</)
  assert.match(text, /<key>EmailAddress<\/key>\s*<string>claire@montauzan\.fr</)
  assert.doesNotMatch(text, /<key>\w*Password<\/key>\s*<string>/)
  assert.equal((await get('/mail/bastide.mobileconfig?email=x%22%3E%3Ca@montauzan.fr')).status, 404)
})
