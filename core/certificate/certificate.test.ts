import assert from 'node:assert/strict'
import { cp, mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { StartError } from '../../lib/config.ts'
import { openLog } from '../../lib/log.ts'
import { certificateOf, type Needs, openCertificate } from './certificate.ts'
import { leafOf } from './pair.ts'
import { selfSigned } from './self-signed.ts'

const NOW = new Date('2026-11-24T08:00:00Z')
let data: string
beforeEach(async () => {
  data = await mkdtemp(join(tmpdir(), 'bastide-tls-'))
})
afterEach(() => rm(data, { recursive: true, force: true }))

function needs(config: Partial<Needs['config']> = {}, now = NOW): Needs {
  return {
    config: {
      data,
      hostname: 'mx.montauzan.example',
      tls: { cert: null, key: null },
      roles: ['web'],
      acme: { enabled: false, directory: null, email: null },
      ...config,
    },
    log: openLog({ write: () => {} }),
    now: () => now,
  }
}

async function current(of: Needs) {
  const certificate = await openCertificate(of)
  certificate.close()
  return certificate.current()
}

test('the first start makes a certificate for the name of the house, whose key nobody else reads', async () => {
  const leaf = leafOf(await current(needs()))
  assert.match(leaf.subject, /CN=mx\.montauzan\.example/)
  assert.ok(
    leaf.checkHost('mx.montauzan.example') && leaf.checkHost('localhost') && leaf.checkIP('127.0.0.1'),
  )
  assert.equal((await stat(join(data, 'tls', 'self-signed.pem'))).mode & 0o777, 0o600)
})

test('the certificate made once is met again at the next start', async () => {
  assert.deepEqual(await current(needs()), await current(needs()))
})

test('a new one is made for another name, and before the old one expires', async () => {
  const first = await current(needs())
  const other = await current(needs({ hostname: 'mail.montauzan.example' }))
  assert.notEqual(first.cert, other.cert)
  const later = needs({ hostname: 'mail.montauzan.example' }, new Date('2028-10-24T08:00:00Z'))
  assert.notEqual((await current(later)).cert, other.cert)
})

test('a broken file is made anew', async () => {
  const first = await current(needs())
  await writeFile(join(data, 'tls', 'self-signed.pem'), 'nonsense')
  assert.notEqual((await current(needs())).cert, first.cert)
})

async function files(name: string) {
  const pair = await selfSigned(join(data, name), `${name}.example`, NOW)
  const tls = { cert: join(data, `${name}.crt`), key: join(data, `${name}.key`) }
  await writeFile(tls.cert, pair.cert)
  await writeFile(tls.key, pair.key)
  return tls
}

test('files of the administrator’s are presented, and those that replace them', async () => {
  const tls = await files('old')
  const fresh = await files('new')
  const certificate = await openCertificate(needs({ tls }))
  const seen: string[] = []
  certificate.onChange(pair => void seen.push(leafOf(pair).subject))
  await certificate.refresh()
  await cp(fresh.cert, tls.cert)
  await cp(fresh.key, tls.key)
  await certificate.refresh()
  certificate.close()
  assert.deepEqual(seen, ['CN=new.example'])
  assert.equal(certificate.current().cert, await readFile(fresh.cert, 'utf8'))
})

test('while the files do not go together, the last pair stays', async () => {
  const tls = await files('old')
  const fresh = await files('new')
  const said: string[] = []
  const log = openLog({ write: line => void said.push(line) })
  const certificate = await openCertificate({ ...needs({ tls }), log })
  const before = certificate.current()
  await cp(fresh.cert, tls.cert)
  await assert.rejects(certificate.refresh(), StartError)
  await certificate.refreshOrTell()
  assert.match(said.join(''), /cannot be renewed; the last one stays/)
  certificate.close()
  assert.deepEqual(certificate.current(), before)
})

test('files that are not there stop the start with one sentence', async () => {
  const tls = { cert: join(data, 'no.crt'), key: join(data, 'no.key') }
  await assert.rejects(openCertificate(needs({ tls })), StartError)
})

test('every door of a house presents the same certificate', async () => {
  const house = needs()
  const [one, other] = await Promise.all([certificateOf(house), certificateOf(house)])
  one.close()
  assert.equal(one, other)
})
