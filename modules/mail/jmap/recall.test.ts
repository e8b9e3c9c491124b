import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { readId } from '../../../lib/id.ts'
import { eventually } from '../../../test/eventually.ts'
import { testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'
import { deliver } from '../model/deliver.ts'
import { recallEmail } from '../model/recall.ts'
import { asOwner } from '../model/rights.ts'
import { email } from '../types.ts'

const town = await testHouse()
after(() => town.close())
const claire = jmapClient(town.url, town.claire)
const paul = jmapClient(town.url, town.paul)
const jean = jmapClient(town.url, town.jean)

/** A letter of Claire's to Paul, Jean and one outside: where it stands in her account and in theirs. */
async function sendLetter(subject: string) {
  const message = [
    'From: Claire <claire@montauzan.fr>',
    'To: Paul <paul@montauzan.fr>, Lecteur <lecteur@ailleurs.example>',
    'Cc: jean@montauzan.fr',
    `Message-ID: <${subject}@montauzan.fr>`,
    `Subject: ${subject}`,
    '',
    'Ne pas diffuser.',
    '',
  ].join('\r\n')
  await deliver(town.house, Buffer.from(message), [
    { accountId: town.claire.accountId, mailboxes: 'sent', keywords: ['$seen'] },
    { accountId: town.paul.accountId },
    { accountId: town.jean.accountId },
  ])
  const find = async (person: JmapClient): Promise<string> =>
    ((await person.call('Email/query', { filter: { subject } }))['ids'] as string[])[0]!
  return { hers: await find(claire), pauls: await find(paul), jeans: await find(jean) }
}

const isThere = async (person: JmapClient, id: string): Promise<boolean> =>
  ((await person.call('Email/get', { ids: [id], properties: ['id'] }))['list'] as object[]).length === 1

test('a letter is taken back from who has not read it, and stays with who has', async () => {
  const { hers, pauls, jeans } = await sendLetter('salaires')
  await jean.call('Email/set', { update: { [jeans]: { 'keywords/$seen': true } } })
  const { state } = await paul.call('Email/get', { ids: [] })
  const { recipients } = await claire.call('Email/recall', { emailId: hers })
  assert.deepEqual(recipients, [
    { name: 'Paul', email: 'paul@montauzan.fr', fate: 'recalled' },
    { name: 'Lecteur', email: 'lecteur@ailleurs.example', fate: 'outside' },
    { name: null, email: 'jean@montauzan.fr', fate: 'kept' },
  ])
  assert.deepEqual(
    [await isThere(claire, hers), await isThere(paul, pauls), await isThere(jean, jeans)],
    [true, false, true],
  )
  const { destroyed } = await paul.call('Email/changes', { sinceState: state })
  assert.deepEqual(destroyed, [pauls])
  const again = (await claire.call('Email/recall', { emailId: hers }))['recipients'] as Args[]
  assert.deepEqual(
    again.map(({ fate }) => fate),
    ['kept', 'outside', 'kept'],
  )
})

test('what is more than one request bears is gone through after the answer', async () => {
  const { hers, pauls, jeans } = await sendLetter('rumeur')
  const owner = asOwner(town.claire.accountId)
  assert.equal((await claire.call('Email/recallLeft', { emailId: hers }))['left'], 2)
  const report = await recallEmail(town.house, town.claire, owner, readId(email.prefix, hers)!, 1)
  assert.deepEqual(report.map(({ fate }) => fate).toSorted(), ['outside', 'recalled', 'underway'])
  await eventually(
    async () => [await isThere(paul, pauls), await isThere(jean, jeans)],
    ([atPauls, atJeans]) => !atPauls && !atJeans,
  )
  assert.equal((await claire.call('Email/recallLeft', { emailId: hers }))['left'], 0)
})

test('nobody calls back what another wrote, nor what was not sent', async () => {
  const { hers, pauls, jeans } = await sendLetter('budget')
  assert.equal(await paul.refusal('Email/recall', { emailId: pauls }), 'forbidden')
  assert.equal(await jean.refusal('Email/recall', { emailId: jeans }), 'forbidden')
  assert.equal(await paul.refusal('Email/recall', { emailId: hers }), 'notFound')
  assert.equal(await paul.refusal('Email/recallLeft', { emailId: pauls }), 'forbidden')
  assert.equal(await paul.refusal('Email/recallLeft', { emailId: hers }), 'notFound')
  assert.equal(
    await paul.refusal('Email/recall', { accountId: claire.accountId, emailId: hers }),
    'accountNotFound',
  )
  assert.ok((await isThere(paul, pauls)) && (await isThere(jean, jeans)))
})

test('another letter under the same id, or in the name of another, is left alone', async () => {
  const { hers } = await sendLetter('fête')
  const forged =
    'From: x@ailleurs.example\r\nMessage-ID: <fête@montauzan.fr>\r\nSubject: fête\r\n\r\nBonjour\r\n'
  await deliver(town.house, Buffer.from(forged), [{ accountId: town.paul.accountId }])
  const mine = async (): Promise<string[]> =>
    (await paul.call('Email/query', { filter: { from: 'x@ailleurs.example' } }))['ids'] as string[]
  assert.equal((await mine()).length, 1)
  await claire.call('Email/recall', { emailId: hers })
  assert.equal((await mine()).length, 1)
})

test('the calling back is in the audit', async () => {
  const { hers } = await sendLetter('conseil')
  await claire.call('Email/recall', { emailId: hers })
  const directory = { accountId: `a${town.organisationId}` }
  const [, [, { list }]] = (await jean.request([
    ['AuditEntry/query', { ...directory, filter: { action: 'emailRecalled' }, limit: 1 }],
    ['AuditEntry/get', { ...directory, '#ids': { resultOf: 'c0', name: 'AuditEntry/query', path: '/ids' } }],
  ])) as unknown as [unknown, [string, { list: Args[] }]]
  assert.deepEqual(
    [list[0]!['actorName'], list[0]!['targetName'], list[0]!['details']],
    ['Claire', 'conseil', { recalled: 2, underway: 0, kept: 0, stopped: 0, outside: 1 }],
  )
})
