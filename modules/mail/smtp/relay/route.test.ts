import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refusal } from '../refusal.ts'
import { findRoute } from './route.ts'

const smarthost = { host: null, port: 587, user: null, password: null }
const config = { smarthost, hostname: 'mx2.montauzan.fr' }
const answering = (...records: [number, string][]) => ({
  resolveMx: async () => records.map(([priority, exchange]) => ({ priority, exchange })),
})
const failing = (code: string) => ({
  resolveMx: () => Promise.reject(Object.assign(new Error(code), { code })),
})
const hostsOf = async (...args: Parameters<typeof findRoute>) =>
  (await findRoute(...args)).map(one => one.host)
const withStatus = (status: string) => (error: unknown) =>
  error instanceof Refusal && error.reply.status === status

test('the preferred server comes first', async () => {
  const hosts = await hostsOf('example.org', config, answering([20, 'b.example'], [10, 'a.example']))
  assert.deepEqual(hosts, ['a.example', 'b.example'])
})

test('servers of the same preference share the work', async () => {
  const first = new Set<string>()
  for (let i = 0; i < 100; i++)
    first.add((await hostsOf('example.org', config, answering([10, 'a.example'], [10, 'b.example'])))[0]!)
  assert.equal(first.size, 2)
})

test('a domain without servers of mail is its own', async () => {
  assert.deepEqual(await hostsOf('example.org', config, failing('ENODATA')), ['example.org'])
})

test('a domain that does not exist, or takes no mail, is refused for good', async () => {
  await assert.rejects(findRoute('example.org', config, failing('ENOTFOUND')), withStatus('5.1.2'))
  await assert.rejects(findRoute('example.org', config, answering([0, '.'])), withStatus('5.1.10'))
})

test('a name server that is silent is asked again later', async () => {
  await assert.rejects(findRoute('example.org', config, failing('ESERVFAIL')), withStatus('4.4.3'))
})

test('a server among others hands on to those before it, and never to itself', async () => {
  const records: [number, string][] = [
    [10, 'mx1.montauzan.fr'],
    [20, 'MX2.montauzan.fr'],
    [30, 'mx3.montauzan.fr'],
  ]
  assert.deepEqual(await hostsOf('montauzan.fr', config, answering(...records)), ['mx1.montauzan.fr'])
  const alone = answering([20, 'mx2.montauzan.fr'])
  await assert.rejects(findRoute('montauzan.fr', config, alone), withStatus('5.4.6'))
})

test('an address in brackets is its own server', async () => {
  assert.deepEqual(await hostsOf('[192.0.2.7]', config, failing('ENODATA')), ['192.0.2.7'])
  assert.deepEqual(await hostsOf('[ipv6:2001:db8::1]', config, failing('ENODATA')), ['2001:db8::1'])
})

test('a smart host takes everything', async () => {
  const smart = { ...config, smarthost: { ...smarthost, host: 'relay.example' } }
  assert.deepEqual(await findRoute('example.org', smart, failing('ENOTFOUND')), [
    { host: 'relay.example', port: 587 },
  ])
})
