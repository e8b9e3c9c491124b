import assert from 'node:assert/strict'
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import { connect } from 'node:net'
import { after, before, test } from 'node:test'
import WebSocket from 'ws'
import { addDomain } from '../../core/domain.ts'
import { hashPassword } from '../../core/login/password.ts'
import { createOrganisation } from '../../core/organisation.ts'
import { createPrincipal } from '../../core/principal.ts'
import { RESYNC } from '../../core/signals.ts'
import { ADMIN } from '../../core/types.ts'
import { writeAccountId, writeId } from '../../lib/id.ts'
import { lockAccounts } from '../../store/sequence.ts'
import { sql } from '../../store/sql.ts'
import { eventually } from '../../test/eventually.ts'
import { PASSWORD, type TestHouse, testHouse } from '../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../test/jmap.ts'

const CORE = 'urn:ietf:params:jmap:core'
const NOTES = 'urn:bastide:notes'
const MAIL = 'urn:ietf:params:jmap:mail'

let town: TestHouse
let claire: JmapClient
before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
})
after(() => town.close())

const post = (body: unknown, headers: Record<string, string> = {}) =>
  fetch(`${town.url}/jmap/api`, {
    method: 'POST',
    headers: { authorization: claire.authorization, 'content-type': 'application/json', ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  })
const problemOf = async (response: Response): Promise<Args> => ({
  status: response.status,
  ...((await response.json()) as Args),
})
const authorized = {
  headers: {
    get authorization() {
      return claire.authorization
    },
  },
}

test('the session names the accounts, the capabilities and absolute addresses', async () => {
  const session = (await (await fetch(`${town.url}/.well-known/jmap`, authorized)).json()) as Args
  assert.equal(session['username'], 'claire@montauzan.fr')
  assert.equal(session['apiUrl'], `${town.url}/jmap/api`)
  const accounts = session['accounts'] as Record<string, { isPersonal: boolean; accountCapabilities: object }>
  assert.ok(accounts[claire.accountId]!.isPersonal)
  assert.ok(NOTES in accounts[claire.accountId]!.accountCapabilities)
  assert.equal((session['primaryAccounts'] as Args)[NOTES], claire.accountId)
})

test('nobody gets in without a password, nor with a wrong one', async () => {
  for (const headers of [
    {},
    { authorization: `Basic ${btoa('claire@montauzan.fr:wrong')}` },
    { authorization: 'Bearer 1.x' },
  ]) {
    const response = await fetch(`${town.url}/.well-known/jmap`, {
      headers: headers as Record<string, string>,
    })
    assert.equal(response.status, 401)
    assert.match(response.headers.get('www-authenticate') ?? '', /Basic/)
  }
})

test('a request that cannot be read is refused with the problem of RFC 8620', async () => {
  const of = (type: string) => `urn:ietf:params:jmap:error:${type}`
  assert.equal((await problemOf(await post('{')))['type'], of('notJSON'))
  const form = await post({ using: [], methodCalls: [] }, { 'content-type': 'text/plain' })
  assert.equal((await problemOf(form))['type'], of('notJSON'))
  assert.equal((await problemOf(await post({ using: [] })))['type'], of('notRequest'))
  const half = `{"using":["${CORE}"],"methodCalls":[["Core/echo",{"x":"\\\\\\uD83D."},"0"]]}`
  assert.equal((await problemOf(await post(half)))['type'], of('notJSON'))
  assert.equal((await post(half.replace('.', '\\uDE00'))).status, 200)
  const deep = `{"using":["${CORE}"],"methodCalls":[["Core/echo",{"x":${'['.repeat(50_000)}${']'.repeat(50_000)}},"0"]]}`
  assert.equal((await problemOf(await post(deep)))['type'], of('notRequest'))
  const unknown = await problemOf(await post({ using: ['urn:nobody'], methodCalls: [] }))
  assert.equal(unknown['type'], of('unknownCapability'))
  const calls = Array.from({ length: 65 }, (_, i) => ['Core/echo', {}, `${i}`])
  const many = await problemOf(await post({ using: [CORE], methodCalls: calls }))
  assert.deepEqual([many['type'], many['limit']], [of('limit'), 'maxCallsInRequest'])
})

test('answers that double by referring to each other are not made', async () => {
  const whole = (at: number) => ({ resultOf: `${at}`, name: 'Core/echo', path: '' })
  const doubling = Array.from({ length: 63 }, (_, at) => [
    'Core/echo',
    { '#a': whole(at), '#b': whole(at) },
    `${at + 1}`,
  ])
  const response = await post({
    using: [CORE],
    methodCalls: [['Core/echo', { text: 'x' }, '0'], ...doubling],
  })
  assert.equal(response.status, 200)
  const { methodResponses } = (await response.json()) as { methodResponses: [string, Args][] }
  assert.ok(methodResponses.filter(([name]) => name === 'Core/echo').length > 10)
  assert.ok(methodResponses.some(([, args]) => args['type'] === 'requestTooLarge'))
})

test('calls are answered in order, and may refer to earlier answers', async () => {
  const [made, found, got] = await claire.request([
    ['Note/set', { create: { a: { title: 'un' }, b: { title: 'deux' } } }],
    ['Note/query', { sort: [{ property: 'title' }] }],
    ['Note/get', { '#ids': { resultOf: 'c1', name: 'Note/query', path: '/ids' }, properties: ['title'] }],
  ])
  assert.equal(Object.keys(made![1]['created'] as object).length, 2)
  assert.deepEqual((got![1]['list'] as Args[]).length, (found![1]['ids'] as string[]).length)
})

test('a method answers with the errors of RFC 8620', async () => {
  assert.equal(await claire.refusal('Nothing/get'), 'unknownMethod')
  assert.equal(await claire.refusal('Note/get', { accountId: 'a999' }), 'accountNotFound')
  assert.equal(await claire.refusal('Note/get', { accountId: 7 }), 'invalidArguments')
  assert.equal(await claire.refusal('Note/get', { ids: 'n1' }), 'invalidArguments')
  assert.equal(await claire.refusal('Note/get', { ids: [], properties: ['colours'] }), 'invalidArguments')
  assert.equal(
    await claire.refusal('Note/get', { ids: Array.from({ length: 1001 }, (_, i) => `n${i + 1}`) }),
    'requestTooLarge',
  )
  assert.equal(
    await claire.refusal('Note/get', { '#ids': { resultOf: 'x', name: 'y', path: '/' } }),
    'invalidResultReference',
  )
  assert.equal(await claire.refusal('Note/changes', { sinceState: 'nonsense' }), 'cannotCalculateChanges')
  assert.equal(await claire.refusal('Note/set', { ifInState: '0' }), 'stateMismatch')
  assert.equal(await claire.refusal('Note/query', { filter: { smell: 1 } }), 'unsupportedFilter')
  assert.equal(await claire.refusal('Note/query', { sort: [{ property: 'smell' }] }), 'unsupportedSort')
  const sort = [{ property: 'title', collation: 'i;ascii-numeric' }]
  assert.equal(await claire.refusal('Note/query', { sort }), 'unsupportedSort')
  assert.equal(await claire.refusal('Note/query', { anchor: 'n999999' }), 'anchorNotFound')
})

test('a method of a capability that is not asked for is unknown', async () => {
  const response = await post({
    using: [CORE],
    methodCalls: [['Note/get', { accountId: claire.accountId, ids: [] }, '0']],
  })
  const { methodResponses } = (await response.json()) as { methodResponses: [string, Args, string][] }
  assert.deepEqual([methodResponses[0]![0], methodResponses[0]![1]['type']], ['error', 'unknownMethod'])
})

const upload = async (body: Blob | string): Promise<{ blobId: string; size: number }> => {
  const response = await fetch(`${town.url}/jmap/upload/${claire.accountId}`, {
    method: 'POST',
    headers: { authorization: claire.authorization, 'content-type': 'text/plain' },
    body,
  })
  assert.equal(response.status, 201)
  return (await response.json()) as { blobId: string; size: number }
}
const downloadUrl = (blobId: string) =>
  `${town.url}/jmap/download/${claire.accountId}/${blobId}/devis.txt?type=text/plain`

test('a file is shown in the page of whoever asks for it so, in a sandbox that only a PDF does without', async () => {
  const { blobId } = await upload('%PDF-1.4')
  const shown = async (query: string) => {
    const url = `${town.url}/jmap/download/${claire.accountId}/${blobId}/devis.pdf?${query}`
    const { headers } = await fetch(url, authorized)
    assert.equal(headers.get('x-content-type-options'), 'nosniff')
    assert.match(headers.get('content-security-policy') ?? '', /^default-src 'none'/)
    const [manner] = (headers.get('content-disposition') ?? '').split(';')
    return [manner, / sandbox$/.test(headers.get('content-security-policy') ?? '')]
  }
  assert.deepEqual(await shown('type=application/pdf&inline=1'), ['inline', false])
  assert.deepEqual(await shown('type=application/pdf'), ['attachment', true])
  assert.deepEqual(await shown('type=image/png&inline=1'), ['inline', true])
  for (const type of ['text/html', 'image/svg+xml', 'application/xhtml+xml'])
    assert.deepEqual(await shown(`type=${encodeURIComponent(type)}&inline=1`), ['attachment', true], type)
})

test('what is uploaded is downloaded, whole or in ranges, and by nobody else', async () => {
  const text = 'Toiture de la halle. '.repeat(40_000)
  const { blobId, size } = await upload(text)
  assert.equal(size, text.length)
  const whole = await fetch(downloadUrl(blobId), authorized)
  assert.equal(await whole.text(), text)
  assert.match(whole.headers.get('content-disposition') ?? '', /attachment; filename="devis.txt"/)
  for (const [range, from, to] of [
    ['bytes=10-19', 10, 20],
    ['bytes=-5', size - 5, size],
    [`bytes=${size - 3}-`, size - 3, size],
  ] as const) {
    const part = await fetch(downloadUrl(blobId), { headers: { authorization: claire.authorization, range } })
    assert.equal(part.status, 206)
    assert.equal(await part.text(), text.slice(from, to))
  }
  const beyond = await fetch(downloadUrl(blobId), {
    headers: { authorization: claire.authorization, range: `bytes=${size}-` },
  })
  assert.equal(beyond.status, 416)
  const paul = jmapClient(town.url, town.paul)
  for (const accountId of [claire.accountId, paul.accountId]) {
    const url = `${town.url}/jmap/download/${accountId}/${blobId}/x?type=text/plain`
    assert.equal((await fetch(url, { headers: { authorization: paul.authorization } })).status, 404)
  }
})

test('blobs are made from texts and ranges, read with digests, and told by whom they are held', async () => {
  const { blobId } = await upload('0123456789')
  const [made, got, held] = await claire.request([
    [
      'Blob/upload',
      {
        create: {
          b: {
            data: [{ 'data:asText': 'abc' }, { blobId, offset: 2, length: 3 }, { 'data:asBase64': 'IQ==' }],
          },
        },
      },
    ],
    [
      'Blob/get',
      { ids: [blobId], properties: ['data:asText', 'digest:sha-256', 'size'], offset: 1, length: 4 },
    ],
    ['Blob/lookup', { ids: [blobId], typeNames: ['Email'] }],
  ])
  const created = (made![1]['created'] as Record<string, { id: string; size: number }>)['b']!
  assert.equal(created.size, 7)
  assert.equal(await (await fetch(downloadUrl(created.id), authorized)).text(), 'abc234!')
  assert.deepEqual((got![1]['list'] as Args[])[0], {
    id: blobId,
    'data:asText': '1234',
    'digest:sha-256': createHash('sha256').update('1234').digest('base64'),
    size: 10,
  })
  assert.deepEqual(held![1]['list'], [{ id: blobId, matchedIds: { Email: [] } }])
})

test('a blob is copied to another account only where one may read it and write there', async () => {
  const { blobId } = await upload('un plan')
  const paul = jmapClient(town.url, town.paul)
  assert.equal(
    await paul.refusal('Blob/copy', { fromAccountId: claire.accountId, blobIds: [blobId] }),
    'fromAccountNotFound',
  )
})

test('no more blobs are copied or looked up at once than objects are', async () => {
  const ids = Array.from({ length: 1001 }, (_, at) => `b${at.toString(16).padStart(64, '0')}`)
  const accounts = { fromAccountId: claire.accountId, accountId: writeAccountId(town.organisationId) }
  assert.equal(await claire.refusal('Blob/copy', { ...accounts, blobIds: ids }), 'requestTooLarge')
  assert.equal(await claire.refusal('Blob/lookup', { ids, typeNames: ['Email'] }), 'requestTooLarge')
})

async function* events(response: Response): AsyncGenerator<{ event: string; data: string }> {
  let text = ''
  for await (const chunk of response.body!.pipeThrough(new TextDecoderStream())) {
    text += chunk
    for (let end = text.indexOf('\n\n'); end !== -1; end = text.indexOf('\n\n')) {
      const block = text.slice(0, end)
      text = text.slice(end + 2)
      const event = /^event: (.*)$/m.exec(block)?.[1]
      if (event) yield { event, data: /^data: (.*)$/m.exec(block)?.[1] ?? '' }
    }
  }
}

test('a change is pushed to an EventSource, which closes after it when asked', async () => {
  const response = await fetch(`${town.url}/jmap/events?types=Note&closeafter=state&ping=0`, authorized)
  assert.equal(response.headers.get('content-type'), 'text/event-stream; charset=utf-8')
  const { newState } = await claire.call('Note/set', { create: { n: { title: 'poussée' } } })
  const told: { event: string; data: string }[] = []
  for await (const event of events(response)) told.push(event)
  assert.deepEqual(
    told.map(t => [t.event, JSON.parse(t.data)]),
    [['state', { '@type': 'StateChange', changed: { [claire.accountId]: { Note: newState } } }]],
  )
})

test('whoever asks too much at once holds up nobody of another organisation', async () => {
  const { db, registry } = town.house
  const password = await hashPassword(PASSWORD, { name: 'Lucie', address: null })
  const organisationId = await db.write(async tx => {
    const id = await createOrganisation(tx, null, { name: 'Castelnau', language: 'fr' })
    await addDomain(tx, null, id, { name: 'castelnau.fr' })
    return id
  })
  // Principals are numbered in their organisation: two of them may have one number.
  await db.run(
    sql`update account set seq = ${town.claire.principalId - 1} where account_id = ${organisationId}`,
  )
  const lucie = await db.write(async tx => {
    const email = 'lucie@castelnau.fr'
    const made = { type: 'individual', name: 'Lucie', email, password } as const
    const { id, accountId } = await createPrincipal(tx, registry, null, organisationId, made)
    assert.equal(id, town.claire.principalId)
    return jmapClient(town.url, { accountId: accountId!, address: email })
  })
  await lucie.call('Core/echo')
  const waiting = await db.write(async tx => {
    await lockAccounts(tx, [town.claire.accountId])
    const all = Array.from({ length: 16 }, () =>
      claire.call('Note/set', { create: { n: { title: 'lente' } } }),
    )
    await eventually(
      () =>
        db.row<{ n: number }>(
          sql`select count(*) as n from pg_stat_activity where wait_event_type = 'Lock' and datname = current_database()`,
        ),
      row => row!.n >= 16,
    )
    await lucie.call('Core/echo')
    return all
  })
  await Promise.all(waiting)
})

test('a WebSocket answers requests and pushes states, and is closed to strangers', async () => {
  const url = `${town.url.replace('http', 'ws')}/jmap/ws`
  await assert.rejects(opened(new WebSocket(url, 'jmap')), /401/)
  const socket = await opened(
    new WebSocket(url, 'jmap', { headers: { authorization: claire.authorization } }),
  )
  const inbox = messages(socket)
  socket.send(JSON.stringify({ '@type': 'WebSocketPushEnable', dataTypes: ['Note'], pushState: 'x' }))
  assert.equal((await inbox.next()).value['@type'], 'StateChange')
  socket.send(
    JSON.stringify({
      '@type': 'Request',
      id: 'r1',
      using: [CORE],
      methodCalls: [['Core/echo', { a: 1 }, '0']],
    }),
  )
  const answer = (await inbox.next()).value
  assert.deepEqual(
    [answer['@type'], answer['requestId'], answer['methodResponses']],
    ['Response', 'r1', [['Core/echo', { a: 1 }, '0']]],
  )
  socket.send('{"@type":"Request","id":"r2","using":["urn:nobody"],"methodCalls":[]}')
  const refused = (await inbox.next()).value
  assert.deepEqual([refused['@type'], refused['requestId']], ['RequestError', 'r2'])
  const { newState } = await claire.call('Note/set', { create: { n: { title: 'en direct' } } })
  assert.deepEqual((await inbox.next()).value['changed'], { [claire.accountId]: { Note: newState } })
  socket.close()
})

const opened = (socket: WebSocket) =>
  new Promise<WebSocket>((open, failed) => socket.once('open', () => open(socket)).once('error', failed))

async function* messages(socket: WebSocket): AsyncGenerator<Args, never> {
  const queue: Args[] = []
  let wake = () => {}
  socket.on('message', data => {
    queue.push(JSON.parse(String(data)) as Args)
    wake()
  })
  for (;;) {
    if (queue.length === 0) await new Promise<void>(ready => (wake = ready))
    yield queue.shift()!
  }
}

test('whoever offers another protocol, or knocks where there is none, is answered', async () => {
  const { hostname, port } = new URL(town.url)
  const ask = async (path: string, upgrade: string): Promise<string> => {
    const socket = connect(Number(port), hostname)
    const lines = [`GET ${path} HTTP/1.1`, `Host: ${hostname}`, 'Connection: Upgrade', `Upgrade: ${upgrade}`]
    socket.write(`${lines.join('\r\n')}\r\n\r\n`)
    const [answer] = await once(socket, 'data', { signal: AbortSignal.timeout(10_000) })
    socket.destroy()
    return String(answer).split(' ')[1]!
  }
  assert.equal(await ask('/auth/state', 'h2c'), '200')
  assert.equal(await ask('/.well-known/nothing', 'websocket'), '404')
  assert.equal(await ask('/auth/state', 'websocket'), '200')
  assert.equal(await ask('/jmap/ws', 'websocket'), '401')
})

test('a connection that is open ends with the session that opened it', async () => {
  const { token } = (await (
    await fetch(`${town.url}/auth/token`, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ address: 'claire@montauzan.fr', password: PASSWORD }),
    })
  ).json()) as { token: string }
  const headers = { authorization: `Bearer ${token}` }
  const socket = await opened(new WebSocket(`${town.url.replace('http', 'ws')}/jmap/ws`, 'jmap', { headers }))
  const closed = new Promise<number>(resolve => socket.once('close', resolve))
  const ids = (await claire.call('LoginSession/get', { ids: null }))['list'] as { id: string }[]
  await claire.call('LoginSession/set', { destroy: ids.map(session => session.id) })
  assert.equal(await closed, 1008)
})

test('a connection that is open ends when its end may have been missed', async () => {
  const socket = await opened(
    new WebSocket(`${town.url.replace('http', 'ws')}/jmap/ws`, 'jmap', {
      headers: { authorization: jmapClient(town.url, town.paul).authorization },
    }),
  )
  const closed = new Promise<number>(resolve => socket.once('close', resolve))
  const { db, signals } = town.house
  // As another process would have done while this one heard nothing.
  await db.run(sql`update principal set disabled_at = now() where id = ${town.paul.principalId}`)
  signals.publish([RESYNC])
  assert.equal(await closed, 1008)
  await db.run(sql`update principal set disabled_at = null where id = ${town.paul.principalId}`)
})

test('who no longer administers does not on a connection that is open either', async () => {
  const { authorization } = jmapClient(town.url, town.paul)
  const jean = jmapClient(town.url, town.jean)
  const directory = writeAccountId(town.organisationId)
  const id = writeId('p', town.paul.principalId)
  const become = (role: string) =>
    jean.call('Principal/set', { accountId: directory, update: { [id]: { role } } })
  await become('administrator')
  const socket = await opened(
    new WebSocket(`${town.url.replace('http', 'ws')}/jmap/ws`, 'jmap', { headers: { authorization } }),
  )
  const inbox = messages(socket)
  const ask = async () => {
    const methodCalls = [['Job/list', { accountId: directory }, '0']]
    socket.send(JSON.stringify({ '@type': 'Request', using: [CORE, ADMIN], methodCalls }))
    const [[name, args]] = (await inbox.next()).value['methodResponses'] as [[string, Args]]
    return name === 'error' ? args['type'] : name
  }
  assert.equal(await ask(), 'Job/list')
  await become('person')
  assert.equal(await ask(), 'forbidden')
  socket.close()
})

test('a cookie serves our own pages and no other site', async () => {
  const login = await fetch(`${town.url}/auth/login`, {
    method: 'POST',
    headers: { 'content-type': 'application/json', origin: town.url },
    body: JSON.stringify({ address: 'claire@montauzan.fr', password: PASSWORD }),
  })
  assert.equal(login.status, 200)
  const cookie = login.headers.getSetCookie()[0]!.split(';')[0]!
  assert.match(login.headers.getSetCookie()[0]!, /HttpOnly; SameSite=Lax/)
  const echo = (headers: Record<string, string>) =>
    fetch(`${town.url}/jmap/api`, {
      method: 'POST',
      headers: { cookie, 'content-type': 'application/json', ...headers },
      body: JSON.stringify({ using: [CORE], methodCalls: [['Core/echo', {}, '0']] }),
    })
  assert.equal((await echo({ origin: town.url })).status, 200)
  assert.equal((await echo({ origin: 'https://evil.example' })).status, 403)
  assert.equal((await echo({ 'sec-fetch-site': 'cross-site' })).status, 403)
})

test('what an extension adds to a record is told to those who use the extension', async () => {
  const told = async (...using: string[]) => {
    const methodCalls = [['Mailbox/get', { accountId: claire.accountId, ids: null }, 'c']]
    const response = (await (await post({ using: [CORE, MAIL, ...using], methodCalls })).json()) as {
      methodResponses: [string, { list: Args[] }, string][]
    }
    const [record] = response.methodResponses[0]![1].list
    return ['colour', 'shareWith'].filter(name => name in record!)
  }
  assert.deepEqual(await told(), [])
  assert.deepEqual(await told('urn:bastide:mail'), ['colour'])
  assert.deepEqual(await told('urn:bastide:mail', 'urn:ietf:params:jmap:principals'), ['colour', 'shareWith'])
})
