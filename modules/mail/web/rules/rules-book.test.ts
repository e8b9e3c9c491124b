import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { testHouse } from '../../../../test/house.ts'
import { type Args, jmapClient } from '../../../../test/jmap.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { Answers } from '../../../../web/sync/transport/answers.ts'
import { readResponse } from '../../../../wire/jmap/invocation.ts'
import { addRule, type Edit, removePiece } from './edit.ts'
import type { Rule } from './rule.ts'
import { rulesBookOf, SCRIPT_NAME, type Sheet } from './rules-book.ts'

const town = await testHouse()
after(() => town.close())
const claire = jmapClient(town.url, town.claire)
const { accountId } = claire

/** A page of Claire's: what it sees of the client is that it asks. */
function openPage(heard = (answer: string) => answer) {
  const headers = { authorization: claire.authorization, 'content-type': 'application/json' }
  const ask = async (using: readonly string[], methodCalls: unknown): Promise<Answers> => {
    const body = JSON.stringify({ using: ['urn:ietf:params:jmap:core', ...using], methodCalls })
    const response = await fetch(`${town.url}/jmap/api`, { method: 'POST', headers, body })
    return new Answers(readResponse(JSON.parse(heard(await response.text()))))
  }
  const book = rulesBookOf({ ask } as unknown as Client)
  const sheet = (): Sheet => {
    const loaded = book.find(accountId)
    return loaded.state === 'here' ? loaded.sheet : assert.fail(loaded.state)
  }
  return {
    sheet,
    load: () => book.load(accountId),
    edit: async (edit: Edit) => (await book.edit(accountId, edit)).kind,
    saveText: (text: string) => book.saveText(accountId, text),
    activate: (id: string) => book.activate(accountId, id),
    names: () => sheet().rules?.pieces.map(({ rule, text }) => rule?.name ?? text.trim()),
  }
}

const starred = (name: string): Rule => ({
  name,
  isOn: true,
  match: 'all',
  conditions: [],
  actions: [{ kind: 'flag' }],
  stops: false,
})

const scripts = async () => (await claire.call('SieveScript/get', { ids: null }))['list'] as Args[]

test('whoever has no script gets one with the first rule, and it is active', async () => {
  const page = openPage()
  await page.load()
  assert.deepEqual([page.sheet().script, page.names()], [null, []])
  assert.equal(await page.edit(addRule(starred('Une'))), 'saved')
  assert.deepEqual(
    (await scripts()).map(({ name, isActive }) => [name, isActive]),
    [[SCRIPT_NAME, true]],
  )
})

test('what another page has done meanwhile is not overwritten, but shown', async () => {
  const [one, other] = [openPage(), openPage()]
  await one.load()
  await other.load()
  assert.equal(await other.edit(addRule(starred('Deux'))), 'saved')
  const removal = removePiece(one.sheet().rules!.pieces[0]!)
  assert.equal(await one.edit(removal), 'changed')
  assert.deepEqual(one.names(), ['Une', 'Deux'])
  assert.equal(await one.edit(removal), 'saved')
  assert.deepEqual(one.names(), ['Deux'])
  // It is gone already.
  assert.equal(await other.edit(removal), 'changed')
})

test('changes that are made at once are all done, one after the other', async () => {
  const page = openPage()
  const outcomes = await Promise.all(['A', 'B', 'C'].map(name => page.edit(addRule(starred(name)))))
  assert.deepEqual(outcomes, ['saved', 'saved', 'saved'])
  assert.deepEqual(page.names(), ['Deux', 'A', 'B', 'C'])
})

test('a rule that the server refuses is told with its reason and not shown', async () => {
  const page = openPage()
  await page.load()
  const names = page.names()
  const forward = { kind: 'forward', address: 'pas une adresse', keeps: true } as const
  assert.equal(await page.edit(addRule({ ...starred('D'), actions: [forward] })), 'refused')
  assert.deepEqual(page.names(), names)
})

test('a text with a fault is refused with its place, and what was there stays', async () => {
  const page = openPage()
  await page.load()
  const { text } = page.sheet()
  const outcome = await page.saveText('keep;\nfrob;\n')
  assert.ok(outcome.kind === 'refused')
  assert.deepEqual(
    outcome.faults.map(({ code, line }) => [code, line]),
    [['unknownCommand', 2]],
  )
  assert.equal(page.sheet().text, text)
})

test('while another script is active its rules are shown, and none of ours is lost', async () => {
  const page = openPage()
  const upload = await claire.call('Blob/upload', { create: { b: { data: [{ 'data:asText': 'keep;\n' }] } } })
  const { id: blobId } = (upload['created'] as Record<string, Args>)['b']!
  await claire.call('SieveScript/set', {
    create: { s: { name: 'Ancien', blobId } },
    onSuccessActivateScript: '#s',
  })
  await page.load()
  assert.deepEqual([page.sheet().script?.name, page.names()], ['Ancien', ['keep;']])
  const ours = page.sheet().scripts.find(({ name }) => name === SCRIPT_NAME)!
  assert.equal((await page.activate(ours.id)).kind, 'saved')
  assert.deepEqual(page.names(), ['Deux', 'A', 'B', 'C'])
})

test('rules do not touch what is answered during an absence', async () => {
  const singleton = { isEnabled: true, textBody: 'Je reviens.' }
  await claire.call('VacationResponse/set', { update: { singleton } })
  const before = await claire.call('VacationResponse/get')
  const page = openPage()
  assert.equal(await page.edit(addRule(starred('E'))), 'saved')
  assert.deepEqual(await claire.call('VacationResponse/get'), before)
})

test('a script that cannot be read is shown as text with its fault, and no rule is written over it', async () => {
  // As of a server that knows more of the language than we do.
  const page = openPage(answer =>
    answer.replace(/"data:asText":"(?:[^"\\]|\\.)*/g, '"data:asText":"keep;\\nif {\\n'),
  )
  await page.load()
  const { rules, fault, text } = page.sheet()
  assert.deepEqual([rules, fault?.line, text], [null, 3, 'keep;\nif {\n'])
  const before = await scripts()
  assert.equal(await page.edit(addRule(starred('F'))), 'failed')
  assert.deepEqual(await scripts(), before)
})
