import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import WebSocket from 'ws'
import { findActor } from '../../core/access.ts'
import { findAccount } from '../../core/account.ts'
import type { Actor } from '../../core/actor.ts'
import { hashPassword } from '../../core/login/password.ts'
import { createPrincipal } from '../../core/principal.ts'
import { type PrincipalId, readId, writeAccountId, writeId } from '../../lib/id.ts'
import { greet, plainToken, send } from '../../modules/mail/smtp/test/client.ts'
import { eventually } from '../eventually.ts'
import { PASSWORD, type TestHouse, testHouse } from '../house.ts'
import { type Args, type JmapClient, jmapClient } from '../jmap.ts'
import { openImap } from './doors.ts'
import { letter } from './letters.ts'

// A mailbox of several people: made in one call, there at once in every door, and gone as fast.

const READ = { mayRead: true }
const ON_BEHALF = { mayRead: true, maySendOnBehalf: true }
const AS = { mayRead: true, maySendOnBehalf: true, maySendAs: true }
const ALL = { ...AS, mayManage: true }

let town: TestHouse
let directory: string
let admin: JmapClient
/** Those who may read, write on behalf, write as, manage, and nothing. */
const people = new Map<string, { actor: Actor; jmap: JmapClient }>()
const the = (name: string) => people.get(name)!
const idOf = (name: string) => writeId('p', the(name).actor.principalId)

before(async () => {
  town = await testHouse()
  directory = writeAccountId(town.organisationId)
  admin = jmapClient(town.url, town.jean)
  for (const name of ['Rose', 'Basile', 'Aline', 'Marius', 'Nino']) {
    const actor = await person(name)
    people.set(name, { actor, jmap: jmapClient(town.url, actor) })
  }
})
after(() => town.close())

async function person(name: string): Promise<Actor> {
  const { db, registry } = town.house
  const email = `${name.toLowerCase()}@montauzan.fr`
  const password = await hashPassword(PASSWORD, { name, address: null })
  const made = { type: 'individual' as const, name, email, password }
  const { id } = await db.write(tx => createPrincipal(tx, registry, null, town.organisationId, made))
  return (await findActor(db, town.organisationId, id))!.actor
}

let boxes = 0
interface Box {
  readonly id: string
  readonly address: string
  readonly accountId: string
}

/** The one call that makes a mailbox. */
async function makeBox(delegates: Args): Promise<Box> {
  const address = `boite${++boxes}@montauzan.fr`
  const box = { type: 'group', name: `Boîte ${boxes}`, email: address, hasAccount: true, delegates }
  const { created, notCreated } = await admin.call('Principal/set', {
    accountId: directory,
    create: { box },
  })
  assert.equal(notCreated, null)
  const { id } = (created as Record<string, { id: string }>)['box']!
  const principalId = readId('p', id) as number as PrincipalId
  const accountId = (await findAccount(town.house.db, town.organisationId, principalId))!
  return { id, address, accountId: writeAccountId(accountId) }
}
const everyone = () => ({
  [idOf('Rose')]: READ,
  [idOf('Basile')]: ON_BEHALF,
  [idOf('Aline')]: AS,
  [idOf('Marius')]: ALL,
})

const give = (box: { id: string }, who: string, rights: Args | null, by = admin): Promise<Args> =>
  by.call('Principal/set', {
    accountId: directory,
    update: { [box.id]: { [`delegates/${idOf(who)}`]: rights } },
  })

async function accountsOf({ jmap }: { jmap: JmapClient }): Promise<Record<string, { name: string }>> {
  const response = await fetch(`${town.url}/.well-known/jmap`, {
    headers: { authorization: jmap.authorization },
  })
  return ((await response.json()) as { accounts: Record<string, { name: string }> }).accounts
}

const deliverTo = async (address: string, message = letter()) => {
  const client = await greet(town.ports['smtp']!)
  const { code } = await send(client, 'someone@elsewhere.example', [address], String(message))
  client.close()
  assert.equal(code, 250)
}

/** Changes as they are pushed to somebody's open connection. */
async function openPush({ jmap }: { jmap: JmapClient }) {
  const socket = new WebSocket(`${town.url.replace('http', 'ws')}/jmap/ws`, 'jmap', {
    headers: { authorization: jmap.authorization },
  })
  await new Promise((open, failed) => socket.once('open', open).once('error', failed))
  const heard: Args[] = []
  let stir = () => {}
  socket.on('message', data => {
    heard.push(JSON.parse(String(data)) as Args)
    stir()
  })
  socket.send(JSON.stringify({ '@type': 'WebSocketPushEnable', dataTypes: null, pushState: 'x' }))
  const until = async (is: (changed: Record<string, Args>) => boolean): Promise<Record<string, Args>> => {
    const end = AbortSignal.timeout(2000)
    for (;;) {
      const change = heard.splice(0).map(one => (one['changed'] ?? {}) as Record<string, Args>)
      const found = change.find(is)
      if (found) return found
      await new Promise<void>((resolve, reject) => {
        stir = resolve
        end.addEventListener('abort', () => reject(new Error('nothing was pushed within two seconds')))
      })
    }
  }
  await until(() => true)
  return { until, close: () => socket.close() }
}

test('a box of three people is made in one call and is in the session, IMAP and an open push within two seconds', async () => {
  const push = await openPush(the('Rose'))
  const imap = await openImap(town, the('Basile').actor)
  const begin = performance.now()
  const box = await makeBox({ [idOf('Rose')]: READ, [idOf('Basile')]: ON_BEHALF, [idOf('Aline')]: AS })
  await push.until(changed => box.accountId in changed)
  for (const name of ['Rose', 'Basile', 'Aline'])
    assert.ok(box.accountId in (await accountsOf(the(name))), name)
  assert.ok(!(box.accountId in (await accountsOf(the('Nino')))))
  const paths = (await imap.list()).map(({ path }) => path)
  assert.ok(paths.includes(`Partagés/Boîte ${boxes}/INBOX`), paths.join(', '))
  assert.ok(performance.now() - begin < 2000)
  push.close()
  await imap.logout()
})

test('what one has read everybody has read', async () => {
  const box = await makeBox(everyone())
  await deliverTo(box.address)
  const { ids } = await the('Rose').jmap.call('Email/query', { accountId: box.accountId })
  const [id] = ids as string[]
  const { updated } = await the('Rose').jmap.call('Email/set', {
    accountId: box.accountId,
    update: { [id!]: { 'keywords/$seen': true } },
  })
  assert.ok(id! in (updated as object))
  const { list } = await the('Aline').jmap.call('Email/get', { accountId: box.accountId, ids: [id] })
  assert.deepEqual((list as Args[])[0]!['keywords'], { $seen: true })
})

test('a reader files, throws away, drafts, sends, renames and shares nothing', async () => {
  const box = await makeBox(everyone())
  await deliverTo(box.address)
  const { jmap } = the('Rose')
  const there = { accountId: box.accountId }
  const { list } = await jmap.call('Mailbox/get', there)
  const inbox = (list as Args[]).find(({ role }) => role === 'inbox')!
  const trash = (list as Args[]).find(({ role }) => role === 'trash')!
  assert.equal((inbox['myRights'] as Args)['maySetSeen'], true)
  assert.equal((inbox['myRights'] as Args)['mayAddItems'], false)
  const { ids } = await jmap.call('Email/query', there)
  const [id] = ids as string[]
  const refused = async (method: string, args: Args) => {
    const answer = await jmap.call(method, { ...there, ...args })
    const all = ['notCreated', 'notUpdated', 'notDestroyed'].flatMap(key => Object.values(answer[key] ?? {}))
    return (all[0] as Args | undefined)?.['type']
  }
  assert.equal(
    await refused('Email/set', { update: { [id!]: { mailboxIds: { [String(trash['id'])]: true } } } }),
    'forbidden',
  )
  assert.equal(await refused('Email/set', { destroy: [id] }), 'forbidden')
  const subject = { subject: 'x', mailboxIds: { [String(inbox['id'])]: true } }
  assert.equal(await refused('Email/set', { create: { e: subject } }), 'forbidden')
  assert.equal(
    await refused('Mailbox/set', { update: { [String(inbox['id'])]: { name: 'x' } } }),
    'forbidden',
  )
  assert.equal(await refused('Mailbox/set', { create: { m: { name: 'x' } } }), 'forbidden')
  assert.deepEqual((await jmap.call('Identity/get', there))['list'], [])
  const { notUpdated } = await give(box, 'Nino', READ, jmap)
  assert.equal((notUpdated as Record<string, Args>)[box.id]!['type'], 'forbidden')
})

/** What JMAP says when somebody sends from the account of the box. */
async function submitFrom(name: string, box: Box): Promise<string> {
  const { jmap } = the(name)
  const there = { accountId: box.accountId }
  const boxesOf = (await jmap.call('Mailbox/get', there))['list'] as Args[]
  const roles = Object.fromEntries(boxesOf.map(({ role, id }) => [String(role), String(id)]))
  const identities = (await jmap.call('Identity/get', there))['list'] as Args[]
  const mail = {
    mailboxIds: { [roles['drafts']!]: true },
    from: [{ email: box.address }],
    to: [{ email: 'nino@montauzan.fr' }],
    subject: `de ${name}`,
    textBody: [{ partId: 't', type: 'text/plain' }],
    bodyValues: { t: { value: 'Bonjour.' } },
  }
  const isSent = { '#s': { [`mailboxIds/${roles['drafts']}`]: null, [`mailboxIds/${roles['sent']}`]: true } }
  const identityId = identities[0]?.['id'] ?? 'i1'
  const [[, made], [, sent]] = (await jmap.request([
    ['Email/set', { ...there, create: { d: mail } }],
    [
      'EmailSubmission/set',
      { ...there, create: { s: { emailId: '#d', identityId } }, onSuccessUpdateEmail: isSent },
    ],
  ])) as [[string, Args], [string, Args]]
  const refused = { ...(made['notCreated'] as object), ...(sent['notCreated'] as object) }
  return (Object.values(refused)[0] as { type: string } | undefined)?.type ?? 'sent'
}

/** What the submission door says when somebody sends in the name of the box from their own login. */
async function sendAs(name: string, from: string, fields = ''): Promise<number> {
  const client = await greet(town.ports['submission']!)
  await client.startTls()
  await client.say('EHLO client.example')
  await client.say(`AUTH PLAIN ${plainToken(the(name).actor.address, PASSWORD)}`)
  const own = the(name).actor.address
  const text = `From: ${from}\r\n${fields}Subject: par SMTP de ${name}\r\nTo: nino@montauzan.fr\r\n\r\nBonjour`
  const { code } = await send(client, own, ['nino@montauzan.fr'], text)
  client.close()
  return code
}

/** The newest message that Nino has with a subject, as bytes. */
async function arrived(subject: string): Promise<string> {
  const { jmap } = the('Nino')
  const [id] = await eventually(
    async () => (await jmap.call('Email/query', { filter: { subject } }))['ids'] as string[],
    ids => ids.length > 0,
  )
  const { list } = await jmap.call('Email/get', { ids: [id], properties: ['blobId'] })
  const { blobId } = (list as { blobId: string }[])[0]!
  const url = `${town.url}/jmap/download/${jmap.accountId}/${blobId}/m.eml`
  const response = await fetch(url, { headers: { authorization: jmap.authorization } })
  return response.text()
}

test('who may send as the box, who on its behalf and who not at all, by JMAP', async () => {
  const box = await makeBox(everyone())
  assert.equal(await submitFrom('Rose', box), 'forbidden')
  assert.equal(await submitFrom('Basile', box), 'sent')
  assert.match(await arrived('de Basile'), /^Sender: Basile <basile@montauzan\.fr>\r$/m)
  assert.equal(await submitFrom('Aline', box), 'sent')
  assert.doesNotMatch(await arrived('de Aline'), /^Sender:/m)
  assert.equal(await submitFrom('Marius', box), 'sent')
  await assert.rejects(submitFrom('Nino', box), /accountNotFound/)
})

test('who may send as the box, who on its behalf and who not at all, by SMTP', async () => {
  const box = await makeBox(everyone())
  assert.equal(await sendAs('Rose', box.address), 553)
  assert.equal(await sendAs('Nino', box.address), 553)
  assert.equal(await sendAs('Basile', box.address, 'Sender: aline@montauzan.fr\r\n'), 553)
  assert.equal(await sendAs('Basile', box.address), 250)
  assert.match(await arrived('par SMTP de Basile'), /^Sender: Basile <basile@montauzan\.fr>\r$/m)
  assert.equal(await sendAs('Aline', box.address), 250)
  assert.doesNotMatch(await arrived('par SMTP de Aline'), /^Sender:/m)
  assert.equal(await sendAs('Marius', box.address), 250)
})

test('what is sent in its name is among what the box sent, whatever the door, and in the audit', async () => {
  const box = await makeBox(everyone())
  assert.equal(await submitFrom('Basile', box), 'sent')
  assert.equal(await sendAs('Aline', box.address), 250)
  const { jmap } = the('Rose')
  const there = { accountId: box.accountId }
  const list = (await jmap.call('Mailbox/get', there))['list'] as Args[]
  const sent = list.find(({ role }) => role === 'sent')!
  const { ids } = await jmap.call('Email/query', { ...there, filter: { inMailbox: sent['id'] } })
  const emails = (await jmap.call('Email/get', { ...there, ids, properties: ['subject'] }))['list'] as Args[]
  assert.deepEqual(emails.map(({ subject }) => subject).sort(), ['de Basile', 'par SMTP de Aline'])
  const entries = await admin.call('AuditEntry/query', {
    accountId: directory,
    filter: { target: box.address },
  })
  const { list: told } = await admin.call('AuditEntry/get', { accountId: directory, ids: entries['ids'] })
  assert.deepEqual((told as Args[]).map(({ action, actorName }) => `${actorName} ${action}`).sort(), [
    'Aline sentAs',
    'Basile sentOnBehalf',
  ])
})

test('whoever manages the box gives others their part, and an administrator without one does not read it', async () => {
  const box = await makeBox({ [idOf('Marius')]: ALL })
  assert.ok(!(box.accountId in (await accountsOf(the('Nino')))))
  assert.equal((await give(box, 'Nino', READ, the('Marius').jmap))['notUpdated'], null)
  assert.ok(box.accountId in (await accountsOf(the('Nino'))))
  assert.equal(await admin.refusal('Email/query', { accountId: box.accountId }), 'accountNotFound')
  const get = { accountId: directory, ids: [box.id], properties: ['delegates'] }
  const { list: seen } = await the('Nino').jmap.call('Principal/get', get)
  assert.equal((seen as Args[])[0]!['delegates'], null)
})

test('a group has what it was given, and its members with it', async () => {
  const { created } = await admin.call('Principal/set', {
    accountId: directory,
    create: { g: { type: 'group', name: 'Équipe', members: { [idOf('Nino')]: true } } },
  })
  const group = (created as Record<string, { id: string }>)['g']!.id
  const box = await makeBox({ [group]: AS })
  const push = await openPush(the('Nino'))
  assert.ok(box.accountId in (await accountsOf(the('Nino'))))
  await admin.call('Principal/set', { accountId: directory, update: { [group]: { members: {} } } })
  await push.until(changed => changed[box.accountId]?.['Email'] === 'none')
  assert.equal(await the('Nino').jmap.refusal('Email/query', { accountId: box.accountId }), 'accountNotFound')
  push.close()
})

test('one’s own mailbox is given in the same way, without what is private, and taken back in every door', async () => {
  const claire = jmapClient(town.url, town.claire)
  const own = { id: writeId('p', town.claire.principalId) }
  assert.equal((await give(own, 'Aline', ALL, claire))['notUpdated'], null)
  await deliverTo(town.claire.address)
  await claire.call('Note/set', { create: { n: { title: 'à moi' } } })
  await claire.call('AppPassword/set', { create: { n: { label: 'téléphone' } } })
  const there = { accountId: claire.accountId }
  const { jmap } = the('Aline')
  assert.equal(((await jmap.call('Email/query', there))['ids'] as string[]).length, 1)
  for (const type of ['Note', 'AppPassword', 'LoginSession', 'ShareNotification'])
    assert.deepEqual((await jmap.call(`${type}/get`, { ...there, ids: null }))['list'], [], type)
  const { notCreated } = await jmap.call('AppPassword/set', { ...there, create: { n: { label: 'volé' } } })
  assert.equal((notCreated as Record<string, Args>)['n']!['type'], 'forbidden')

  const push = await openPush(the('Aline'))
  const imap = await openImap(town, the('Aline').actor)
  await imap.mailboxOpen('Partagés/Claire/INBOX')
  assert.equal(await sendAs('Aline', town.claire.address), 250)
  assert.equal((await give(own, 'Aline', null, claire))['notUpdated'], null)
  await push.until(changed => changed[claire.accountId]?.['Email'] === 'none')
  assert.equal(await jmap.refusal('Email/query', there), 'accountNotFound')
  assert.equal(await sendAs('Aline', town.claire.address), 553)
  await assert.rejects(imap.fetchOne('1', { source: true }))
  push.close()
  imap.close()
})

test('nobody shares what is another’s, and a right that does not exist is refused', async () => {
  const { jmap } = the('Nino')
  const whose = { id: writeId('p', town.claire.principalId) }
  const stolen = await give(whose, 'Nino', ALL, jmap)
  assert.equal((stolen['notUpdated'] as Record<string, Args>)[whose.id]!['type'], 'forbidden')
  const box = await makeBox({})
  for (const rights of [{ mayFly: true }, 'all', { mayRead: 1 }]) {
    const { notUpdated } = await give(box, 'Nino', rights as Args)
    assert.equal((notUpdated as Record<string, Args>)[box.id]!['type'], 'invalidProperties')
  }
})

test('whoever is given something is told, and told again when it ends', async () => {
  const box = await makeBox({})
  const told = async () => (await the('Nino').jmap.call('ShareNotification/get'))['list'] as Args[]
  const { length } = await told()
  await give(box, 'Nino', READ)
  await give(box, 'Nino', null)
  const all = await eventually(told, list => list.length >= length + 2)
  const mine = all.filter(({ objectId }) => objectId === box.id)
  assert.deepEqual(
    mine.map(one => [one['objectType'], one['oldRights'] === null, one['newRights'] === null]),
    [
      ['Principal', true, false],
      ['Principal', false, true],
    ],
  )
})
