import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '../../../../web/i18n/index.ts'
import type { MailboxRight } from '../../types.ts'
import { mayWith } from '../place/may.ts'
import { recallTexts } from '../recall/texts.ts'
import { rulesTexts } from '../rules/texts.ts'
import { type MessageSetting, messageVerbs } from './message-verbs.ts'
import { readerTexts } from './texts.ts'

const nothing = () => undefined

type Rights = Pick<MessageSetting, 'maySee' | 'mayMark' | 'mayTrash' | 'mayFilter' | 'mayRecall'>
const all: Rights = { maySee: true, mayMark: true, mayTrash: true, mayFilter: true, mayRecall: true }
const none: Rights = { maySee: false, mayMark: false, mayTrash: false, mayFilter: false, mayRecall: false }

const offered = (rights: Rights): readonly string[] =>
  messageVerbs({
    t: translate(readerTexts, 'fr'),
    rulesT: translate(rulesTexts, 'fr'),
    recallT: translate(recallTexts, 'fr'),
    ...rights,
    isFlagged: false,
    reply: nothing,
    markUnread: nothing,
    turnFlag: nothing,
    trash: nothing,
    print: nothing,
    ask: nothing,
  }).flatMap(({ verbs }) => verbs.map(({ id }) => id))

const free = ['reply', 'all', 'forward', 'enclose', 'print', 'source']

test('the menu of a message offers what its reader may do, and nothing more', () => {
  assert.deepEqual(new Set(offered(all)), new Set([...free, 'unread', 'flag', 'trash', 'rule', 'recall']))
  assert.deepEqual(offered(none), free)
  assert.deepEqual(new Set(offered({ ...none, maySee: true })), new Set([...free, 'unread']))
  assert.deepEqual(new Set(offered({ ...none, mayMark: true })), new Set([...free, 'flag']))
})

test('a right counts where it is held in every mailbox that has the message', () => {
  const rights = (...held: MailboxRight[]) => ({
    maySetKeywords: held.includes('maySetKeywords'),
    mayRemoveItems: held.includes('mayRemoveItems'),
  })
  const boxes = new Map([
    ['m1', { myRights: rights('maySetKeywords', 'mayRemoveItems') }],
    ['m2', { myRights: rights('maySetKeywords') }],
  ])
  const find = (id: string) => boxes.get(id) as never
  const email = { mailboxIds: { m1: true, m2: true } } as const
  assert.equal(mayWith(email, 'maySetKeywords', { find }), true)
  assert.equal(mayWith(email, 'mayRemoveItems', { find }), false)
  assert.equal(mayWith({ mailboxIds: { m1: true } }, 'mayRemoveItems', { find }), true)
})
