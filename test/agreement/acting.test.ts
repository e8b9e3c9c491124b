import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { StatusObject, StatusQuery } from 'imapflow'
import { type TestHouse, testHouse } from '../house.ts'
import type { Args } from '../jmap.ts'
import { type Doors, openDoors } from './doors.ts'
import { letter } from './letters.ts'

let town: TestHouse
let doors: Doors
before(async () => {
  town = await testHouse()
  doors = await openDoors(town, town.claire)
})
after(async () => {
  await doors.close()
  await town.close()
})

const mailbox = (role: string): string => doors.mailboxes.get(role)!
const emailOf = async (id: string): Promise<Args | undefined> =>
  (
    (await doors.jmap.call('Email/get', { ids: [id], properties: ['keywords', 'mailboxIds'] }))[
      'list'
    ] as Args[]
  )[0]
const change = (id: string, patch: Args) => doors.jmap.call('Email/set', { update: { [id]: patch } })
const stateOf = async (type: string): Promise<string> =>
  String((await doors.jmap.call(`${type}/get`, { ids: [] }))['state'])

/** Where IMAP has it in the selected mailbox, as it is now. */
async function uidOf(id: string): Promise<number | undefined> {
  await doors.imap.noop()
  return ((await doors.imap.search({ emailId: id }, { uid: true })) || [])[0]
}

async function flagsOf(uid: number): Promise<string[]> {
  const message = await doors.imap.fetchOne(String(uid), { flags: true }, { uid: true })
  return message ? [...message.flags!].sort() : []
}

const PAIRS = [
  ['\\Seen', '$seen'],
  ['\\Flagged', '$flagged'],
  ['\\Answered', '$answered'],
  ['\\Draft', '$draft'],
  ['$Forwarded', '$forwarded'],
  ['urgent', 'urgent'],
] as const

test('a flag that IMAP sets is a keyword in JMAP, and one that it takes away is gone', async () => {
  const id = await doors.receive(letter())
  await doors.imap.mailboxOpen('INBOX')
  const uid = String(await uidOf(id))
  for (const [flag, keyword] of PAIRS) {
    await doors.imap.messageFlagsAdd(uid, [flag], { uid: true })
    assert.deepEqual((await emailOf(id))!['keywords'], { [keyword]: true })
    await doors.imap.messageFlagsRemove(uid, [flag], { uid: true })
    assert.deepEqual((await emailOf(id))!['keywords'], {})
  }
})

test('a keyword that JMAP sets is a flag in an open IMAP session, and one that it takes away is gone', async () => {
  const id = await doors.receive(letter())
  await doors.imap.mailboxOpen('INBOX')
  const uid = (await uidOf(id))!
  for (const [flag, keyword] of PAIRS) {
    await change(id, { [`keywords/${keyword}`]: true })
    assert.deepEqual(
      (await flagsOf(uid)).map(f => f.toLowerCase()),
      [flag.toLowerCase()],
    )
    await change(id, { [`keywords/${keyword}`]: null })
    assert.deepEqual(await flagsOf(uid), [])
  }
})

test('what IMAP moves has moved in JMAP, as the same Email', async () => {
  const id = await doors.receive(letter())
  await doors.imap.mailboxOpen('INBOX')
  await doors.imap.messageMove(String(await uidOf(id)), await pathOf('archive'), { uid: true })
  assert.deepEqual((await emailOf(id))!['mailboxIds'], { [mailbox('archive')]: true })
})

test('what JMAP moves leaves the open mailbox in IMAP, and stands in the other', async () => {
  const id = await doors.receive(letter())
  await doors.imap.mailboxOpen('INBOX')
  assert.ok(await uidOf(id))
  await change(id, { mailboxIds: { [mailbox('archive')]: true } })
  assert.equal(await uidOf(id), undefined)
  await doors.imap.mailboxOpen(await pathOf('archive'))
  assert.ok(await uidOf(id))
})

test('what IMAP copies is one Email more in JMAP, with the same bytes and flags', async () => {
  const id = await doors.receive(letter())
  await change(id, { 'keywords/$flagged': true })
  await doors.imap.mailboxOpen('INBOX')
  const state = await stateOf('Email')
  await doors.imap.messageCopy(String(await uidOf(id)), await pathOf('archive'), { uid: true })
  const [copy] = (await doors.jmap.call('Email/changes', { sinceState: state }))['created'] as string[]
  const { list } = await doors.jmap.call('Email/get', {
    ids: [id, copy!],
    properties: ['blobId', 'keywords', 'mailboxIds'],
  })
  const [first, second] = list as Args[]
  assert.equal(second!['blobId'], first!['blobId'])
  assert.deepEqual(second!['keywords'], first!['keywords'])
  assert.deepEqual(second!['mailboxIds'], { [mailbox('archive')]: true })
})

test('an Email that JMAP files in two mailboxes stands in both for IMAP, with the same flags', async () => {
  const id = await doors.receive(letter())
  await change(id, { [`mailboxIds/${mailbox('archive')}`]: true })
  for (const path of ['INBOX', await pathOf('archive')]) {
    await doors.imap.mailboxOpen(path)
    await doors.imap.messageFlagsAdd(String(await uidOf(id)), ['\\Flagged'], { uid: true })
  }
  await change(id, { 'keywords/$seen': true })
  for (const path of ['INBOX', await pathOf('archive')]) {
    await doors.imap.mailboxOpen(path)
    assert.deepEqual(await flagsOf((await uidOf(id))!), ['\\Flagged', '\\Seen'])
  }
})

test('what IMAP expunges is gone from JMAP', async () => {
  const id = await doors.receive(letter())
  await doors.imap.mailboxOpen('INBOX')
  const uid = String(await uidOf(id))
  await doors.imap.messageDelete(uid, { uid: true })
  assert.deepEqual((await doors.jmap.call('Email/get', { ids: [id] }))['notFound'], [id])
})

test('what JMAP destroys is gone from an open IMAP session', async () => {
  const id = await doors.receive(letter())
  await doors.imap.mailboxOpen('INBOX')
  assert.ok(await uidOf(id))
  await doors.jmap.call('Email/set', { destroy: [id] })
  assert.equal(await uidOf(id), undefined)
})

test('a mailbox that one door makes, renames and deletes does so in the other', async () => {
  await doors.imap.mailboxCreate('Chantiers/École')
  const made = await mailboxesByName()
  const [parent, child] = [made.get('Chantiers')!, made.get('École')!]
  assert.equal(child['parentId'], parent['id'])
  await doors.jmap.call('Mailbox/set', { update: { [String(child['id'])]: { name: 'Écoles' } } })
  assert.ok((await doors.imap.list()).some(({ path }) => path === 'Chantiers/Écoles'))
  await doors.imap.mailboxRename('Chantiers/Écoles', 'Écoles')
  assert.equal((await mailboxesByName()).get('Écoles')!['parentId'], null)
  await doors.jmap.call('Mailbox/set', { destroy: [String(child['id'])] })
  assert.ok((await doors.imap.list()).every(({ path }) => path !== 'Écoles'))
  await doors.imap.mailboxDelete('Chantiers')
  assert.ok(!(await mailboxesByName()).has('Chantiers'))
})

test('a message that IMAP appends is an Email with its flags and its date', async () => {
  const state = await stateOf('Email')
  const at = new Date('2026-03-01T10:00:00Z')
  await doors.imap.append('INBOX', letter({ Subject: 'Rangé' }), ['\\Seen', 'urgent'], at)
  const [id] = (await doors.jmap.call('Email/changes', { sinceState: state }))['created'] as string[]
  const { list } = await doors.jmap.call('Email/get', {
    ids: [id],
    properties: ['subject', 'keywords', 'receivedAt'],
  })
  assert.deepEqual(list, [
    { id, subject: 'Rangé', keywords: { $seen: true, urgent: true }, receivedAt: '2026-03-01T10:00:00Z' },
  ])
})

test('counts of Mailbox/get are those of STATUS, in every mailbox', async () => {
  for (const { path, name, role, ...row } of await mailboxesWithPaths()) {
    const status = await statusOf(path, { messages: true, unseen: true })
    assert.deepEqual(
      { messages: status.messages, unseen: status.unseen },
      { messages: row['totalEmails'], unseen: row['unreadEmails'] },
      String(name ?? role),
    )
  }
})

test('every change moves the state of JMAP and the highest MODSEQ of IMAP alike', async () => {
  const id = await doors.receive(letter())
  const look = async () => {
    const status = await statusOf('INBOX', { highestModseq: true })
    return { modseq: status.highestModseq!, email: await stateOf('Email') }
  }
  const before = await look()
  await change(id, { 'keywords/$seen': true })
  const byJmap = await look()
  assert.ok(byJmap.modseq > before.modseq)
  assert.notEqual(byJmap.email, before.email)
  await doors.imap.mailboxOpen('INBOX')
  await doors.imap.messageFlagsRemove(String(await uidOf(id)), ['\\Seen'], { uid: true })
  const byImap = await look()
  assert.ok(byImap.modseq > byJmap.modseq)
  assert.deepEqual((await doors.jmap.call('Email/changes', { sinceState: byJmap.email }))['updated'], [id])
  assert.deepEqual(await look(), byImap)
})

async function statusOf(path: string, query: StatusQuery): Promise<StatusObject> {
  const status = await doors.imap.status(path, query)
  assert.ok(status)
  return status
}

async function mailboxesByName(): Promise<Map<string, Args>> {
  const { list } = await doors.jmap.call('Mailbox/get', { ids: null })
  return new Map((list as Args[]).map(row => [String(row['name']), row]))
}

async function pathOf(role: string): Promise<string> {
  return (await mailboxesWithPaths()).find(row => row['role'] === role)!.path
}

/** All mailboxes here stand at the top. */
async function mailboxesWithPaths(): Promise<(Args & { path: string })[]> {
  const rows = [...(await mailboxesByName()).values()]
  return rows.map(row => ({ ...row, path: row['role'] === 'inbox' ? 'INBOX' : String(row['name']) }))
}
