import assert from 'node:assert/strict'
import { after, before, type TestContext, test } from 'node:test'
import { email, mailbox, thread } from '../../modules/mail/types.ts'
import { DraftKeeper, type Keeping } from '../../modules/mail/web/compose/draft-keeper.ts'
import type { Letter } from '../../modules/mail/web/compose/letter.ts'
import type { Filing } from '../../modules/mail/web/compose/message-of.ts'
import { openTab, until } from '../../web/sync/testing/house.ts'
import { UnreliableNetwork } from '../../web/sync/testing/network.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { type JmapClient, jmapClient } from '../jmap.ts'

/** What the composer keeps of a letter, through the web's client against the real server. */
let town: TestHouse
let claire: JmapClient
let filing: Filing
before(async () => {
  town = await testHouse()
  claire = jmapClient(town.url, town.claire)
  const { list } = (await claire.call('Mailbox/get')) as { list: { id: string; role: string }[] }
  const mailboxId = list.find(({ role }) => role === 'drafts')!.id
  const from = { name: 'Claire', email: 'claire@montauzan.fr' }
  filing = { from, replyTo: null, mailboxId, keywords: ['$draft', '$seen'] }
})
after(() => town.close())

const letter = (subject: string, more: Partial<Letter> = {}): Letter => ({
  accountId: claire.accountId,
  identityId: null,
  to: [],
  cc: [],
  bcc: [],
  subject,
  html: `<p>${subject}</p>`,
  quoted: '',
  enclosures: [],
  inReplyTo: null,
  references: null,
  threadId: null,
  draftId: null,
  source: null,
  ...more,
})

/** The server refuses it: nobody has uploaded this. */
const refused = (subject: string): Letter =>
  letter(subject, {
    enclosures: [{ id: 'f1', name: 'plan.pdf', type: 'application/pdf', size: 9, blobId: 'b0' }],
  })

const subjects = async (): Promise<unknown[]> => {
  const filter = { inMailbox: filing.mailboxId }
  const [, [, { list }]] = (await claire.request([
    ['Email/query', { filter }],
    [
      'Email/get',
      {
        '#ids': { resultOf: 'c0', name: 'Email/query', path: '/ids' },
        properties: ['subject', 'mailboxIds'],
      },
    ],
  ])) as unknown as [unknown, [string, { list: { subject: string }[] }]]
  return list.map(({ subject }) => subject)
}

/** A letter on its sheet. */
async function openLetter(t: TestContext, network?: UnreliableNetwork) {
  const opened = await openTab(
    t,
    { url: town.url, headers: { authorization: claire.authorization } },
    {
      types: [mailbox, thread, email],
      listed: { Email: ['mailboxIds', 'keywords', 'subject'] },
      ...(network && { network }),
    },
  )
  let keeping: Keeping = { kind: 'untouched' }
  const keeper = new DraftKeeper(opened.client, null, now => {
    keeping = now
  })
  const keep = (one: Letter): void => {
    keeper.note(one, filing)
    keeper.flush()
  }
  t.after(async () => {
    const { ids } = await claire.call('Email/query', { filter: { inMailbox: filing.mailboxId } })
    await claire.call('Email/set', { destroy: ids })
  })
  const quiet = () => until('all is sent', () => opened.client.syncState.pending === 0)
  return { ...opened, keeper, keep, quiet, keeping: () => keeping }
}

test('a refused save leaves the copy before it, and the next one takes its place', async t => {
  const { keep, quiet, keeping, keeper, client } = await openLetter(t)
  keep(letter('Première'))
  await until('it is saved', () => keeping().kind === 'saved')
  const first = keeper.draftId!
  keep(refused('Deuxième'))
  await until('it is refused', () => keeping().kind === 'failed')
  await quiet()
  assert.deepEqual(await subjects(), ['Première'])
  assert.equal(keeper.draftId, first)
  assert.equal(client.read('Email', first)?.['subject'], 'Première')
  keep(letter('Troisième'))
  await until('it is saved', () => keeping().kind === 'saved')
  await quiet()
  assert.deepEqual(await subjects(), ['Troisième'])
})

test('a save whose answer was lost is made once, and the one before it goes', async t => {
  const network = new UnreliableNetwork({ authorization: claire.authorization }, 'none')
  const { keep, quiet, keeping } = await openLetter(t, network)
  keep(letter('Première'))
  await until('it is saved', () => keeping().kind === 'saved')
  await quiet()
  network.loseAnswers(3)
  keep(letter('Deuxième'))
  await until('it is saved', () => keeping().kind === 'saved')
  await quiet()
  assert.deepEqual(await subjects(), ['Deuxième'])
})

test('of what was kept out of reach the last is there, and nothing is lost when it is refused', async t => {
  const network = new UnreliableNetwork({ authorization: claire.authorization }, 'none')
  const { keep, quiet, keeping, client } = await openLetter(t, network)
  keep(letter('Première'))
  await until('it is saved', () => keeping().kind === 'saved')
  network.isDown = true
  for (const subject of ['Deuxième', 'Troisième']) keep(letter(subject))
  keep(refused('Quatrième'))
  network.isDown = false
  client.wake()
  await until('the last is refused', () => keeping().kind === 'failed')
  await quiet()
  assert.ok((await subjects()).includes('Troisième'))
  keep(letter('Cinquième'))
  await until('it is saved', () => keeping().kind === 'saved')
  await quiet()
  assert.deepEqual(await subjects(), ['Cinquième'])
})

test('a letter thrown away leaves nothing behind, in the middle of a save too', async t => {
  const { keep, quiet, keeping, keeper } = await openLetter(t)
  keep(letter('Première'))
  await until('it is saved', () => keeping().kind === 'saved')
  keep(letter('Deuxième'))
  keeper.discard(claire.accountId)
  await quiet()
  assert.deepEqual(await subjects(), [])
})
