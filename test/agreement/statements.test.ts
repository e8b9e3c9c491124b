import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { SearchObject } from 'imapflow'
import type { RecordType } from '../../core/module.ts'
import { LIMITS } from '../../doors/jmap/limits.ts'
import { writeAccountId } from '../../lib/id.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { type Args, type JmapClient, jmapClient } from '../jmap.ts'
import { type Doors, openDoors } from './doors.ts'
import { letter } from './letters.ts'
import { hearStatements, wholeReads } from './statements.ts'

// What the doors ask of the database while people do all that they can do with their mail, and what it would cost in a
// large house. A search whose conditions were not bracketed, for example, reads everybody's.

let town: TestHouse
let doors: Doors
let jean: JmapClient
const statements = hearStatements()
before(async () => {
  town = await testHouse()
  doors = await openDoors(town, town.claire)
  jean = jmapClient(town.url, town.jean)
})
after(async () => {
  await doors.close()
  await town.close()
})

/** Of one account and of the directory: everything that can be asked of each type. */
async function askEverything(type: RecordType): Promise<void> {
  const { descriptor, home } = type
  const accountId = home === 'directory' ? writeAccountId(town.organisationId) : doors.jmap.accountId
  const client = home === 'directory' ? jean : doors.jmap
  const calls: [string, Args][] = []
  const ask = (method: string, args: Args) => {
    if (descriptor.methods.some(known => known === method))
      calls.push([`${descriptor.name}/${method}`, { accountId, ...args }])
  }
  ask('get', { ids: null })
  ask('changes', { sinceState: '0' })
  ask('queryChanges', { sinceQueryState: '0', calculateTotal: true })
  for (const sort of [
    [],
    ...Object.keys(descriptor.sorts).map(property => [{ property, isAscending: false }]),
  ])
    ask('query', { sort, calculateTotal: true })
  for (const name of Object.keys(descriptor.filters))
    for (const operand of OPERANDS) ask('query', { filter: { [name]: operand }, calculateTotal: true })
  while (calls.length > 0) await client.request(calls.splice(0, LIMITS.maxCallsInRequest))
}

/** Some fits each filter; of the others it is said that they do not. */
const OPERANDS = ['mairie', 'm1', 1, true, ['mairie'], '2026-11-01T00:00:00Z']

const SEARCHES: readonly SearchObject[] = [
  { all: true },
  { seen: false },
  { or: [{ body: 'toiture' }, { seen: true }] },
  { or: [{ seen: true }, { body: 'toiture', flagged: false }] },
  { not: { seen: true, body: 'toiture' } },
  { from: 'mairie' },
  { subject: 'toit', since: '2020-01-01' },
  { header: { 'X-Priority': '1' } },
]

test('in a large house no statement reads a table from one end to the other', async () => {
  const id = await doors.receive(letter())
  for (const type of town.house.registry.types.values()) await askEverything(type)
  await changeMail(id)
  await useImap()
  assert.ok(statements.size > 200, `only ${statements.size} statements`)
  assert.deepEqual(await wholeReads(town.house.db, statements), new Map())
})

async function changeMail(id: string): Promise<void> {
  const { jmap, mailboxes } = doors
  const archive = mailboxes.get('archive')!
  const update = (patch: Args) => jmap.call('Email/set', { update: { [id]: patch } })
  await update({ 'keywords/$seen': true })
  await update({ mailboxIds: { [archive]: true } })
  const inArchive = {
    filter: { inMailbox: archive },
    sort: [{ property: 'listedAt', isAscending: false }],
    collapseThreads: true,
    calculateTotal: true,
  }
  const { queryState } = await jmap.call('Email/query', inArchive)
  await update({ 'keywords/$flagged': true })
  await jmap.call('Email/queryChanges', { ...inArchive, sinceQueryState: queryState })
  await jmap.call('SearchSnippet/get', { filter: { text: 'toiture' }, emailIds: [id] })
  await jmap.call('Email/set', { destroy: [id] })
}

async function useImap(): Promise<void> {
  const { imap } = doors
  await doors.receive(letter())
  await imap.list()
  await imap.status('INBOX', { messages: true, unseen: true, size: true })
  await imap.mailboxOpen('INBOX')
  await imap.fetchAll('1:*', { envelope: true, bodyStructure: true, flags: true, threadId: true })
  await imap.messageFlagsAdd('1:*', ['\\Seen'])
  for (const search of SEARCHES) await imap.search(search)
  await imap.append('INBOX', letter(), ['\\Seen'])
  await imap.messageCopy('1:*', 'Archives')
  await imap.noop()
  await imap.messageDelete('1:*')
}
