import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openNameServer } from '../../test/dns.ts'
import { isAbsent, openResolver, until } from './resolver.ts'

const server = await openNameServer({
  'TXT example.org': ['v=spf1 -all', 'x'.repeat(300)],
  'MX example.org': '10 mx.example.org',
  'SRV _imaps._tcp.example.org': '0 1 993 imap.example.org',
  'A mx.example.org': '192.0.2.7',
})
after(() => server.close())
const resolver = () => openResolver({ servers: [server.address], timeoutMs: 250 })

test('records come as they stand', async () => {
  const texts = await resolver().resolve('example.org', 'TXT')
  assert.deepEqual(
    texts.map(pieces => pieces.join('').length),
    [11, 300],
  )
  assert.equal((await resolver().resolveMx('example.org'))[0]?.exchange, 'mx.example.org')
  assert.deepEqual(await resolver().resolve('mx.example.org', 'A'), ['192.0.2.7'])
  assert.equal((await resolver().resolve('_imaps._tcp.example.org', 'SRV'))[0]?.port, 993)
})

test('what does not exist is told from what nobody knows', async () => {
  await assert.rejects(resolver().resolve('nowhere.example', 'TXT'), isAbsent)
  await assert.rejects(resolver().resolve('mx.example.org', 'TXT'), isAbsent)
  server.silent = true
  await assert.rejects(resolver().resolve('example.org', 'TXT'), error => !isAbsent(error))
  server.silent = false
})

test('a name server that is silent is not waited for by everybody', async () => {
  const one = resolver()
  server.silent = true
  for (let i = 0; i < 5; i++) await assert.rejects(one.resolve('example.org', 'TXT'))
  const before = performance.now()
  await assert.rejects(one.resolve('example.org', 'TXT'), { code: 'ETIMEOUT' })
  assert.ok(performance.now() - before < 100)
  server.silent = false
})

test('a purpose has an end, whatever it still asks', async () => {
  server.silent = true
  const before = performance.now()
  const bounded = until(resolver(), before + 50)
  await assert.rejects(bounded.resolve('example.org', 'TXT'), { code: 'ETIMEOUT' })
  await assert.rejects(bounded.resolve('example.org', 'MX'), { code: 'ETIMEOUT' })
  assert.ok(performance.now() - before < 200)
  server.silent = false
})
