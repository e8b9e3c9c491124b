import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { createPrincipal } from '../../../core/principal.ts'
import { openNameServer } from '../../../test/dns.ts'
import { testHouse } from '../../../test/house.ts'
import { jmapClient } from '../../../test/jmap.ts'
import { LIMITS } from '../smtp/limits.ts'
import { reception } from '../smtp/reception.ts'
import { greet, send } from '../smtp/test/client.ts'

const dns = await openNameServer({
  'TXT example.org': 'v=spf1 ip4:127.0.0.1 -all',
  'TXT _dmarc.example.org': 'v=DMARC1; p=reject',
})
const town = await testHouse(undefined, { BASTIDE_OUTGOING_DNS: dns.address })
const door = await reception({ ...LIMITS, isLoopbackFree: false }).listen(town.house)
after(async () => {
  await door.close()
  await town.close()
  dns.close()
})
const claire = jmapClient(town.url, town.claire)

interface Seen {
  authentication: { dmarc: string; isInternal: boolean } | null
  senderWarnings: string[]
  junk: { score: number } | null
}

async function receive(from: string): Promise<Seen> {
  const client = await greet(door.port)
  const message = `From: ${from}\r\nSubject: Devis ${Math.random()}\r\n\r\nBonjour\r\n`
  await send(client, 'x@example.org', ['claire@montauzan.fr'], message)
  client.close()
  const { ids } = (await claire.call('Email/query', { limit: 1 })) as { ids: string[] }
  const properties = ['authentication', 'senderWarnings', 'junk']
  const { list } = (await claire.call('Email/get', { ids, properties })) as unknown as { list: Seen[] }
  return list[0]!
}

test('a reader sees who vouches for a sender, and that it is his first message', async () => {
  const first = await receive('Anna <anna@example.org>')
  assert.deepEqual([first.authentication?.dmarc, first.authentication?.isInternal], ['pass', false])
  assert.deepEqual(first.senderWarnings, ['external', 'firstTime'])
  const second = await receive('Anna <Anna@Example.org>')
  assert.deepEqual(second.senderWarnings, ['external'])
  assert.equal(second.junk?.score, -2)
})

test('the name of a colleague and a domain like ours are told', async () => {
  const made = { type: 'individual' as const, role: 'person' as const, name: 'C\u00e9line Dupr\u00e9' }
  await town.house.db.write(tx => createPrincipal(tx, town.house.registry, null, town.organisationId, made))
  const colleague = await receive('DUPRE Celine <cd@example.org>')
  assert.ok(colleague.senderWarnings.includes('colleagueName'))
  const alike = await receive('Mairie <x@montauzam.fr>')
  assert.ok(alike.senderWarnings.includes('domainLookAlike'))
  const named = await receive('"jean@montauzan.fr" <x@example.org>')
  assert.ok(named.senderWarnings.includes('addressInName'))
})

test('a draft of one’s own is nobody’s to warn of', async () => {
  const { list: boxes } = (await claire.call('Mailbox/get')) as { list: { id: string; role: string }[] }
  const drafts = boxes.find(box => box.role === 'drafts')!.id
  const draft = { mailboxIds: { [drafts]: true }, from: [{ email: 'claire@montauzan.fr' }], subject: 'x' }
  const { created } = (await claire.call('Email/set', { create: { d: draft } })) as {
    created: Record<string, { id: string }>
  }
  const { list } = (await claire.call('Email/get', {
    ids: [created['d']!.id],
    properties: ['authentication', 'senderWarnings', 'junk'],
  })) as unknown as { list: Seen[] }
  assert.deepEqual([list[0]?.authentication, list[0]?.senderWarnings, list[0]?.junk], [null, [], null])
})
