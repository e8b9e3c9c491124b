import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { writeAccountId, writeId } from '../../../lib/id.ts'
import { type TestHouse, testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'

// What a rule would do with the mail that Claire has already.

let town: TestHouse
let [claire, paul] = [] as unknown as [JmapClient, JmapClient]
let [inbox, bills] = ['', '']
const emails: Record<string, string> = {}

before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
  paul = jmapClient(town.url, town.paul)
  const { list } = await claire.call('Mailbox/get', { ids: null })
  inbox = String((list as Args[]).find(({ role }) => role === 'inbox')!['id'])
  const { created } = await claire.call('Mailbox/set', { create: { b: { name: 'Factures' } } })
  bills = String(only(created)['id'])
  for (const [subject, rest] of [
    ['Facture 12', ''],
    ['Facture 13', 'Reply-To: x@example.org\r\n'],
    ['Bonjour', ''],
    ['Grande', `\r\n${'Voici la facture. '.repeat(30_000)}`],
  ] as const)
    emails[subject] = await bring(`From: Anna <anna@example.org>\r\nSubject: ${subject}\r\n${rest}\r\n`)
})
after(() => town.close())

const only = (of: unknown): Args => Object.values(of as Record<string, Args>)[0]!

async function upload(text: string, type = 'application/sieve'): Promise<string> {
  const { accountId, authorization } = claire
  const headers = { authorization, 'content-type': type }
  const response = await fetch(`${town.url}/jmap/upload/${accountId}`, {
    method: 'POST',
    headers,
    body: text,
  })
  return ((await response.json()) as { blobId: string }).blobId
}

async function bring(message: string): Promise<string> {
  const blobId = await upload(message, 'message/rfc822')
  const { created } = await claire.call('Email/import', {
    emails: { e: { blobId, mailboxIds: { [inbox]: true } } },
  })
  return String(only(created)['id'])
}

async function sift(script: string, others: Args = {}): Promise<Record<string, Args>> {
  const blobId = await upload(script)
  const ids = Object.values(emails)
  const { list } = await claire.call('Email/sift', { blobId, mailboxId: inbox, ids, ...others })
  const names = new Map(Object.entries(emails).map(([subject, id]) => [id, subject]))
  return Object.fromEntries((list as Args[]).map(({ id, patch }) => [names.get(String(id)), patch as Args]))
}

const FILE = () => `require ["fileinto", "imap4flags", "mailboxid"];
if header :contains "subject" "facture" {
  addflag ["\\\\Seen", "compta"];
  fileinto :mailboxid "${bills}" "Factures";
}`

test('what a rule would move and mark is said, as a change that can be made', async () => {
  const moved = {
    [`mailboxIds/${bills}`]: true,
    [`mailboxIds/${inbox}`]: null,
    'keywords/$seen': true,
    'keywords/compta': true,
  }
  const wishes = await sift(FILE())
  assert.deepEqual(wishes, { 'Facture 12': moved, 'Facture 13': moved })
  const id = emails['Facture 13']!
  const { updated } = await claire.call('Email/set', { update: { [id]: wishes['Facture 13'] } })
  assert.ok(id in (updated as Args))
  // It lies elsewhere now.
  assert.deepEqual(Object.keys(await sift(FILE())), ['Facture 12'])
})

test('nothing of what leaves or destroys is done to mail that is there', async () => {
  const script = 'require ["reject", "vacation"]; redirect "a@example.org"; vacation "Absente";'
  assert.deepEqual(await sift(script), {})
  assert.deepEqual(await sift('require "reject"; reject "Non";'), {})
  assert.deepEqual(await sift('discard;'), {})
})

test('a mailbox that is no more keeps the message where it is', async () => {
  assert.deepEqual(await sift('require "fileinto"; fileinto "Nulle part";'), {})
})

test('a copy, or a star alone, leaves the message where it is', async () => {
  const script = `require ["fileinto", "copy", "imap4flags"];
    if header :is "subject" "Bonjour" { addflag "\\\\Flagged"; fileinto :copy "Factures"; }`
  assert.deepEqual(await sift(script), {
    Bonjour: { [`mailboxIds/${bills}`]: true, 'keywords/$flagged': true },
  })
})

test('a long message is looked through where its words or its size are asked for', async () => {
  const star = (test: string) => `require ["imap4flags", "body"]; if ${test} { addflag "\\\\Flagged"; }`
  assert.deepEqual(Object.keys(await sift(star('body :contains "la facture"'))), ['Grande'])
  const bySize = star('size :over 300K').replace(', "body"', '')
  assert.deepEqual(Object.keys(await sift(bySize)), ['Grande'])
})

test('a script that is none, a mailbox that is not there, too many emails are refused', async () => {
  const blobId = await upload('keep;')
  const ids = Object.values(emails)
  const refusal = (args: Args) => claire.refusal('Email/sift', { blobId, mailboxId: inbox, ids, ...args })
  assert.equal(await refusal({ blobId: await upload('frob;') }), 'invalidArguments')
  assert.equal(await refusal({ mailboxId: 'm999999' }), 'notFound')
  assert.equal(await refusal({ mailboxId: null }), 'invalidArguments')
  assert.equal(await refusal({ ids: Array.from({ length: 251 }, (_, i) => `e${i + 1}`) }), 'requestTooLarge')
})

test('nobody else runs rules on an account: not a stranger, not even a colleague who may read and answer', async () => {
  const args = { accountId: claire.accountId, blobId: await upload('keep;'), mailboxId: inbox, ids: [] }
  assert.equal(await paul.refusal('Email/sift', args), 'accountNotFound')
  await claire.call('Principal/set', {
    accountId: writeAccountId(town.organisationId),
    update: {
      [writeId('p', town.claire.principalId)]: {
        delegates: { [writeId('p', town.paul.principalId)]: { mayRead: true, maySendAs: true } },
      },
    },
  })
  assert.equal(await paul.refusal('Email/sift', args), 'forbidden')
})

test('whoever manages a shared mailbox runs rules on its mail', async () => {
  const { notCreated } = await jmapClient(town.url, town.jean).call('Principal/set', {
    accountId: writeAccountId(town.organisationId),
    create: {
      g: {
        type: 'group',
        name: 'Accueil',
        hasAccount: true,
        email: 'accueil@montauzan.fr',
        delegates: { [writeId('p', town.paul.principalId)]: { mayRead: true, mayManage: true } },
      },
    },
  })
  const response = await fetch(`${town.url}/.well-known/jmap`, {
    headers: { authorization: paul.authorization },
  })
  const { accounts } = (await response.json()) as { accounts: Record<string, { name: string }> }
  const accountId = Object.keys(accounts).find(id => accounts[id]!.name === 'Accueil')!
  assert.equal(notCreated, null)
  const { list } = await paul.call('Mailbox/get', { accountId, ids: null })
  const mailboxId = (list as Args[]).find(({ role }) => role === 'inbox')!['id']
  const upload = await paul.call('Blob/upload', {
    accountId,
    create: { b: { data: [{ 'data:asText': 'keep;' }] } },
  })
  const blobId = only(upload['created'])['id']
  const answer = await paul.call('Email/sift', { accountId, blobId, mailboxId, ids: [] })
  assert.deepEqual(answer['list'], [])
})
