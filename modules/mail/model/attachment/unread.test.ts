import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { AccountId, RecordId } from '../../../../lib/id.ts'
import { matchClause } from '../../../../store/search.ts'
import { sql } from '../../../../store/sql.ts'
import { docx, odt, pdf, xlsx } from '../../../../wire/document/testing/files.ts'
import { type Enclosed, enclosing, TYPES } from '../../test/enclosed.ts'
import { letter, type MailHouse, mailHouse } from '../../test/house.ts'
import { deliver } from '../deliver.ts'
import { destroyEmails } from '../destroy.ts'
import { asOwner } from '../rights.ts'
import { indexAll, indexWaiting } from '../unindexed.ts'
import { forgetTexts, forPeople, inBackground } from './text.ts'
import { readWaiting } from './unread.ts'
import { READ_JOB } from './wake.ts'

let house: MailHouse
before(async () => {
  house = await mailHouse()
})
after(async () => {
  await inBackground.close()
  await forPeople.close()
  await house.close()
})

async function arrive(files: readonly Enclosed[], accounts: readonly AccountId[]): Promise<void> {
  const items = accounts.map(accountId => ({ accountId }))
  await deliver(house, enclosing(files), items)
  for (const accountId of accounts) await settle(accountId)
}

/** What the jobs do, in their order. */
async function settle(accountId: AccountId): Promise<void> {
  await indexWaiting(house, { accountId })
  await readWaiting(house, { accountId })
  await indexWaiting(house, { accountId })
}

const found = async (accountId: AccountId, words: string): Promise<number> =>
  (
    await house.db.rows<{ id: RecordId }>(sql`
      select t.id from email t where t.account_id = ${accountId} and ${matchClause('Email', words)}`)
  ).length

const LETTERS = 'abcdefghijklmnopqrstuvwxyz'

const states = async () =>
  (await house.db.rows<{ state: string }>(sql`select state from attachment_text order by state`)).map(
    row => row.state,
  )
const forgetAll = () => house.db.run(sql`delete from attachment_text`)

test('a message is found by a word inside its pdf, docx, xlsx, odt', async () => {
  const accountId = await house.newAccount()
  await arrive(
    [
      { name: 'a.pdf', type: TYPES.pdf, bytes: pdf(['Charpente en douglas']) },
      { name: 'b.docx', type: 'application/octet-stream', bytes: docx(['Délibération sur les platanes']) },
      { name: 'c.xlsx', type: TYPES.xlsx, bytes: xlsx('Budget', [['Gravillons']]) },
      { name: 'd.odt', type: TYPES.odt, bytes: odt('<text:p>Marché aux truffes</text:p>') },
    ],
    [accountId],
  )
  for (const word of ['douglas', 'platane', 'gravillon', 'truffes', 'budget voir'])
    assert.equal(await found(accountId, word), 1, word)
  assert.equal(await found(accountId, 'cyprès'), 0)
})

test('the words of the message are found before its attachments are read', async () => {
  const accountId = await house.newAccount()
  const files = [{ name: 'a.pdf', type: TYPES.pdf, bytes: pdf(['mélèze']) }]
  await deliver(house, enclosing(files), [{ accountId }])
  await indexWaiting(house, { accountId })
  assert.deepEqual([await found(accountId, 'ci-joint'), await found(accountId, 'mélèze')], [1, 0])
  assert.equal(house.waiting.filter(job => job.options.key === `${READ_JOB}.${accountId}`).length, 1)
})

test('an attachment that many have is opened once', async () => {
  await forgetAll()
  const accounts = await Promise.all(Array.from({ length: 5 }, () => house.newAccount()))
  const file = { name: 'note.docx', type: TYPES.docx, bytes: docx(['Ginkgo']) }
  await arrive([file], accounts)
  // Under another name, in another message.
  await arrive([{ ...file, name: 'copie.docx' }], accounts.slice(0, 1))
  const rows = await house.db.rows<{ attempts: number }>(sql`select attempts from attachment_text`)
  assert.deepEqual(rows, [{ attempts: 1 }])
  for (const accountId of accounts.slice(1)) assert.equal(await found(accountId, 'ginkgo'), 1)
  assert.equal(await found(accounts[0]!, 'ginkgo'), 2)
})

test('what a message inside the message says and holds is found', async () => {
  const accountId = await house.newAccount()
  const inner = enclosing([{ name: 'p.pdf', type: TYPES.pdf, bytes: pdf(['séquoia']) }])
  const outer = `--out\r\nContent-Type: text/plain\r\n\r\nTransfert\r\n--out\r\nContent-Type: message/rfc822\r\n\r\n`
  const fields = { 'Content-Type': 'multipart/mixed; boundary=out' }
  await deliver(house, letter(fields, `${outer}${inner.toString('latin1')}\r\n--out--\r\n`), [{ accountId }])
  await settle(accountId)
  assert.deepEqual([await found(accountId, 'séquoia'), await found(accountId, '"voir ci-joint"')], [1, 1])
})

test('a broken and an encrypted file are marked as such, and not opened again', async () => {
  await forgetAll()
  const accountId = await house.newAccount()
  const files = [
    { name: 'cassé.docx', type: TYPES.docx, bytes: Buffer.from('PK\x03\x04 et rien') },
    { name: 'fermé.pdf', type: TYPES.pdf, bytes: pdf(['x'], { encrypted: true }) },
  ]
  await arrive(files, [accountId])
  assert.deepEqual(await states(), ['broken', 'encrypted'])
  await arrive(files, [accountId])
  const rows = await house.db.rows<{ attempts: number }>(sql`select attempts from attachment_text`)
  assert.deepEqual(rows, [{ attempts: 1 }, { attempts: 1 }])
  assert.equal(await found(accountId, 'ferme'), 2)
  assert.deepEqual(
    await house.db.rows(sql`select id from attachment_unread where account_id = ${accountId}`),
    [],
  )
})

test('attachments whose job was lost are read after the next sweep', async () => {
  const accountId = await house.newAccount()
  const files = [{ name: 'a.pdf', type: TYPES.pdf, bytes: pdf(['cormier']) }]
  await deliver(house, enclosing(files), [{ accountId }])
  await indexWaiting(house, { accountId })
  house.waiting.length = 0
  await indexAll(house)
  assert.ok(house.waiting.some(job => job.options.key === `${READ_JOB}.${accountId}`))
})

test('a file at which the server ended is read when it is there again', async () => {
  await forgetAll()
  const accountId = await house.newAccount()
  const files = [{ name: 'a.pdf', type: TYPES.pdf, bytes: pdf(['alisier']) }]
  await arrive(files, [accountId])
  await house.db.run(sql`update attachment_text set state = 'reading', pieces = null`)
  await house.db.run(
    sql`insert into attachment_unread select account_id, id from email where account_id = ${accountId}`,
  )
  await settle(accountId)
  assert.deepEqual(await states(), ['read'])
  assert.equal(await found(accountId, 'alisier'), 1)
})

test('a file at which the server ended three times is left', async () => {
  await forgetAll()
  const accountId = await house.newAccount()
  const files = [{ name: 'a.pdf', type: TYPES.pdf, bytes: pdf(['acajou']) }]
  await arrive(files, [accountId])
  await house.db.run(sql`update attachment_text set state = 'reading', attempts = 3, pieces = null`)
  await arrive(files, [accountId])
  assert.deepEqual(await states(), ['tooHard'])
})

test('when a message and its attachments say more than the index takes, the attachments are cut', async () => {
  const accountId = await house.newAccount()
  // Each word of letters alone has other stems in French, in English and in neither.
  const word = (i: number) => (i * 7919).toString(26).replace(/./g, digit => LETTERS[parseInt(digit, 26)]!)
  const words = (first: string) => Array.from({ length: 40_000 }, (_, i) => `${first}${word(i)}ers`).join(' ')
  const bytes = Buffer.from(`abricotier ${words('w')}`)
  const message = enclosing([{ name: 'a.txt', type: 'text/plain', bytes }], {}, words('v'))
  await deliver(house, message, [{ accountId }])
  await settle(accountId)
  assert.equal(await found(accountId, 'abricotier'), 1)
})

test('a text goes with the last email that has it', async () => {
  await forgetAll()
  const accountId = await house.newAccount()
  await arrive([{ name: 'a.pdf', type: TYPES.pdf, bytes: pdf(['éphémère']) }], [accountId])
  await house.db.run(sql`update attachment_text set touched_at = now() - interval '2 days'`)
  await forgetTexts(house)
  assert.deepEqual(await states(), ['read'])
  const rows = await house.db.rows<{ id: RecordId }>(
    sql`select id from email where account_id = ${accountId}`,
  )
  const ids = rows.map(row => row.id)
  await house.db.write(tx => destroyEmails(tx, house, asOwner(accountId), ids))
  await forgetTexts(house)
  assert.deepEqual(await states(), [])
  assert.equal(await found(accountId, 'éphémère'), 0)
})
