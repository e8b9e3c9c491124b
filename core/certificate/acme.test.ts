import assert from 'node:assert/strict'
import { execFile } from 'node:child_process'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { createServer, type IncomingMessage, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, test } from 'node:test'
import { promisify } from 'node:util'
import { openLog } from '../../lib/log.ts'
import { type Needs, openCertificate } from './certificate.ts'
import { leafOf } from './pair.ts'
import { selfSigned } from './self-signed.ts'

const run = promisify(execFile)
const hasOpenssl = await run('openssl', ['version']).then(
  () => true,
  () => false,
)

let data: string
before(async () => {
  data = await mkdtemp(join(tmpdir(), 'bastide-acme-'))
})
after(() => rm(data, { recursive: true, force: true }))

test('a certificate is obtained by answering the authority’s question, and kept', {
  skip: hasOpenssl ? false : 'openssl plays the authority',
}, async () => {
  const needs: Needs & { config: { acme: { directory: string | null } } } = {
    config: {
      data,
      roles: ['mx'],
      hostname: 'mx.montauzan.example',
      tls: { cert: null, key: null },
      acme: { enabled: true, directory: null, email: 'postmaster@montauzan.example' },
    },
    log: openLog({ write: () => {} }),
    now: () => new Date(),
  }
  const authority = await openAuthority(token => certificate.challengeOf(token))
  needs.config.acme.directory = `${authority.url}/directory`
  const elsewhere = await openCertificate(needs)
  await elsewhere.refresh()
  assert.match(leafOf(elsewhere.current()).issuer, /mx\.montauzan/)
  const certificate = await openCertificate({ ...needs, config: { ...needs.config, roles: ['web'] } })
  await certificate.refresh()
  certificate.close()
  await authority.close()
  assert.match(leafOf(certificate.current()).issuer, /CN=authority\.example/)
  assert.match(authority.answered(), /^what-is-it\.[\w-]{43}$/)
  assert.equal(await certificate.challengeOf('what-is-it'), null)
  await elsewhere.refresh()
  elsewhere.close()
  assert.deepEqual(elsewhere.current(), certificate.current())
  const again = await openCertificate(needs)
  again.close()
  assert.deepEqual(again.current(), certificate.current())
})

/** An authority that turns everybody away, and how often it was asked. */
async function openRefusal() {
  let asked = 0
  const server = createServer((request, response) => {
    if (request.url === '/directory') asked++
    response.statusCode = 403
    response.setHeader('Content-Type', 'application/problem+json')
    response.end(JSON.stringify({ type: 'urn:ietf:params:acme:error:unauthorized', detail: 'Not you' }))
  })
  const url = await listen(server)
  const close = () => {
    server.close()
    server.closeAllConnections()
  }
  return { url, asked: () => asked, close }
}

test('an authority that refuses is asked more and more seldom, whatever restarts between', async t => {
  const authority = await openRefusal()
  t.after(authority.close)
  const lines: string[] = []
  const log = openLog({ write: line => void lines.push(line) })
  const START = Date.parse('2026-11-24T08:00:00Z')
  const MINUTE = 60_000
  let now = START
  const needs: Needs = {
    config: {
      data: join(data, 'refused'),
      roles: ['web'],
      hostname: 'mx.montauzan.example',
      tls: { cert: null, key: null },
      acme: { enabled: true, directory: `${authority.url}/directory`, email: null },
    },
    log,
    now: () => new Date(now),
  }
  const begun: number[] = []
  for (; now < START + 3 * 24 * 60 * MINUTE; now += 10 * MINUTE) {
    const before = authority.asked()
    const certificate = await openCertificate(needs)
    await certificate.refreshOrTell()
    certificate.close()
    if (authority.asked() > before) begun.push((now - START) / MINUTE)
  }
  assert.deepEqual(begun, [0, 20, 80, 260, 620, 1340, 2780, 4220])
  assert.match(lines[0]!, /next attempt is at 2026-11-24T08:20:00/)
  assert.match(lines[1]!, /has to wait.*08:20:00/)
  const before = authority.asked()
  const other = await openCertificate({
    ...needs,
    config: { ...needs.config, hostname: 'mail.montauzan.example' },
  })
  await other.refreshOrTell()
  other.close()
  assert.ok(authority.asked() > before, 'another name is asked for at once')
})

/** The least that RFC 8555 §7 asks of an authority; it believes every signature. */
async function openAuthority(ask: (token: string) => Promise<string | null>) {
  const folder = await mkdtemp(join(tmpdir(), 'bastide-authority-'))
  const own = await selfSigned(folder, 'authority.example', new Date())
  await writeFile(join(folder, 'ca.pem'), `${own.key}\n${own.cert}`)
  let answered = ''
  let isAnswered = false
  let issued = ''
  const status = () => (isAnswered ? 'valid' : 'pending')
  const challenge = () => ({
    type: 'http-01',
    status: status(),
    url: `${url}/challenge`,
    token: 'what-is-it',
  })
  const order = () => ({
    status: issued ? 'valid' : isAnswered ? 'ready' : 'pending',
    identifiers: [{ type: 'dns', value: 'mx.montauzan.example' }],
    authorizations: [`${url}/authorization`],
    finalize: `${url}/finalize`,
    ...(issued ? { certificate: `${url}/certificate` } : {}),
  })
  const pages: Record<string, (payload: { csr?: string } | null) => unknown> = {
    '/directory': () => ({
      newNonce: `${url}/nonce`,
      newAccount: `${url}/account`,
      newOrder: `${url}/order`,
      revokeCert: `${url}/revoke`,
      keyChange: `${url}/key`,
      meta: {},
    }),
    '/nonce': () => ({}),
    '/account': () => ({ status: 'valid' }),
    '/order': order,
    '/authorization': () => ({
      status: status(),
      identifier: { type: 'dns', value: 'mx.montauzan.example' },
      challenges: [challenge()],
    }),
    '/challenge': async payload => {
      if (payload) {
        answered = (await ask('what-is-it')) ?? ''
        isAnswered = true
      }
      return challenge()
    },
    '/finalize': async payload => {
      issued = await sign(folder, payload!.csr!)
      return order()
    },
    '/certificate': () => issued,
  }
  const server = createServer(async (request, response) => {
    const body = await bodyOf(request)
    const page = await pages[request.url!]!(body)
    response.setHeader('Replay-Nonce', 'nonce')
    response.setHeader('Location', `${url}${request.url === '/finalize' ? '/order' : request.url}`)
    response.statusCode = ['/account', '/order'].includes(request.url!) ? 201 : 200
    response.setHeader(
      'Content-Type',
      typeof page === 'string' ? 'application/pem-certificate-chain' : 'application/json',
    )
    response.end(typeof page === 'string' ? page : JSON.stringify(page))
  })
  const url = await listen(server)
  const close = async () => {
    server.close()
    server.closeAllConnections()
    await rm(folder, { recursive: true, force: true })
  }
  return { url, answered: () => answered, close }
}

async function listen(server: Server): Promise<string> {
  await new Promise<void>(resolve => server.listen(0, '127.0.0.1', resolve))
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`
}

async function bodyOf(request: IncomingMessage): Promise<{ csr?: string } | null> {
  const text = Buffer.concat(await Array.fromAsync(request as AsyncIterable<Buffer>)).toString()
  const payload = text ? (JSON.parse(text) as { payload: string }).payload : ''
  return payload ? JSON.parse(Buffer.from(payload, 'base64url').toString()) : null
}

async function sign(folder: string, csr: string): Promise<string> {
  const file = join(folder, 'csr.der')
  await writeFile(file, Buffer.from(csr, 'base64url'))
  const ca = join(folder, 'ca.pem')
  const { stdout } = await run('openssl', [
    ...[
      'x509',
      '-req',
      '-inform',
      'DER',
      '-in',
      file,
      '-CA',
      ca,
      '-CAkey',
      ca,
      '-days',
      '90',
      '-set_serial',
      '1',
    ],
  ])
  return stdout
}
