import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openNameServer } from '../../test/dns.ts'
import { remembering } from './remember.ts'
import { isAbsent, openResolver } from './resolver.ts'

const server = await openNameServer({
  'TXT example.org': ['v=spf1 -all', 'autre'],
  'MX example.org': '10 mx.example.org',
})
after(() => server.close())
const resolver = () => remembering(openResolver({ servers: [server.address], timeoutMs: 250 }))

/** What the name server was asked meanwhile. */
async function askedDuring(work: () => Promise<unknown>): Promise<string[]> {
  server.asked.length = 0
  await work()
  return [...server.asked]
}

test('what was just told is not asked again, in whatever letters, and each kind apart', async () => {
  const one = resolver()
  const asked = await askedDuring(async () => {
    const texts = await one.resolve('example.org', 'TXT')
    assert.deepEqual(await one.resolve('Example.ORG', 'TXT'), texts)
    assert.equal((await one.resolveMx('example.org'))[0]?.exchange, 'mx.example.org')
  })
  assert.deepEqual(asked, ['TXT example.org', 'MX example.org'])
})

test('those who ask at once are answered by one question', async () => {
  const one = resolver()
  const asked = await askedDuring(() =>
    Promise.all(Array.from({ length: 20 }, () => one.resolve('example.org', 'TXT'))),
  )
  assert.deepEqual(asked, ['TXT example.org'])
})

test('that there is nothing is remembered, that nobody could tell is not', async () => {
  const one = resolver()
  const asked = await askedDuring(async () => {
    await assert.rejects(one.resolve('nowhere.example', 'TXT'), isAbsent)
    await assert.rejects(one.resolve('nowhere.example', 'TXT'), isAbsent)
  })
  assert.deepEqual(asked, ['TXT nowhere.example'])
  server.silent = true
  await assert.rejects(one.resolve('example.org', 'TXT'), error => !isAbsent(error))
  server.silent = false
  assert.equal((await one.resolve('example.org', 'TXT')).length, 2)
})

test('an answer is the own of whoever asked', async () => {
  const one = resolver()
  ;(await one.resolve('example.org', 'TXT')).length = 0
  assert.equal((await one.resolve('example.org', 'TXT')).length, 2)
})
