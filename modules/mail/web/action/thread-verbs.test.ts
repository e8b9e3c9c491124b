import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translate } from '../../../../web/i18n/index.ts'
import { mailTexts } from '../texts.ts'
import type { Role } from './act.ts'
import { offered, threadVerbs } from './thread-verbs.ts'

const nothing = () => undefined

const all = { mayArchive: true, maySnooze: true, mayFile: true, maySee: true, mayMark: true }
const none = { mayArchive: false, maySnooze: false, mayFile: false, maySee: false, mayMark: false }

const offeredIn = (here: Role | null, rights = all) => {
  const verbs = threadVerbs({
    t: translate(mailTexts, 'fr'),
    here,
    ...rights,
    isUnread: true,
    isFlagged: false,
    act: nothing,
    destroy: nothing,
    askPlace: nothing,
    askDate: nothing,
    askLabels: nothing,
  })
  return offered(Object.values(verbs)).map(({ id }) => id)
}

test('a place offers what makes sense in it, and the way back out of it', () => {
  const everywhere = ['archive', 'trash', 'move', 'snooze', 'label', 'junk', 'read', 'flag']
  assert.deepEqual(offeredIn(null), everywhere)
  assert.deepEqual(offeredIn('inbox'), everywhere)
  assert.deepEqual(offeredIn('snoozed'), ['wake', ...everywhere])
  assert.deepEqual(offeredIn('junk'), ['notJunk', 'trash', 'move', 'label', 'read', 'flag'])
  assert.deepEqual(offeredIn('trash'), ['restore', 'destroy', 'move', 'label', 'read', 'flag'])
  assert.deepEqual(offeredIn('sent'), ['archive', 'trash', 'move', 'snooze', 'label', 'read', 'flag'])
  assert.deepEqual(offeredIn('drafts'), ['trash', 'move', 'label', 'flag'])
  assert.deepEqual(offeredIn('scheduled'), ['label', 'flag'])
})

test('who may only read, or only tell what was read, is offered nothing more', () => {
  for (const here of [null, 'inbox', 'snoozed', 'junk', 'trash', 'sent'] as const) {
    assert.deepEqual(offeredIn(here, none), [])
    assert.deepEqual(offeredIn(here, { ...none, maySee: true }), ['read'])
  }
})
