import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { ListedEmail } from '../list/thread.ts'
import { type Act, type Ground, patchesOf } from './act.ts'

const ground: Ground = {
  mailboxId: 'm1',
  inbox: 'm1',
  archive: 'm4',
  junk: 'm5',
  trash: 'm6',
  sent: 'm3',
  drafts: 'm2',
  scheduled: 'm20',
  snoozed: 'm21',
}

const email = (id: string, mailboxes: string[], keywords: string[] = []): ListedEmail => ({
  id,
  threadId: 't1',
  mailboxIds: Object.fromEntries(mailboxes.map(mailbox => [mailbox, true])),
  keywords: Object.fromEntries(keywords.map(keyword => [keyword, true])),
  from: null,
  to: null,
  subject: null,
  preview: '',
  receivedAt: '2026-11-24T08:00:00Z',
  listedAt: '2026-11-24T08:00:00Z',
  snoozed: null,
  hasAttachment: false,
  size: 0,
})

const received = email('e1', ['m1'], ['$seen'])
const sent = email('e2', ['m3'], ['$seen'])
const latest = email('e3', ['m1'])
const thread = [received, sent, latest]

const done = (act: Act, emails = thread, where = ground) =>
  Object.fromEntries(patchesOf(act, emails, where).map(({ id, patch }) => [id, patch]))

test('archiving takes the conversation out of the mailbox, and leaves what was sent', () => {
  const patch = { 'mailboxIds/m1': null, 'mailboxIds/m4': true }
  assert.deepEqual(done({ kind: 'archive' }), { e1: patch, e3: patch })
})

test('an email that lies in two mailboxes leaves only the one looked at', () => {
  assert.deepEqual(done({ kind: 'archive' }, [email('e9', ['m1', 'm7'])]), {
    e9: { 'mailboxIds/m1': null, 'mailboxIds/m4': true },
  })
})

test('throwing away takes it out of every mailbox', () => {
  assert.deepEqual(done({ kind: 'trash' }, [email('e9', ['m1', 'm7'])]), {
    e9: { 'mailboxIds/m1': null, 'mailboxIds/m7': null, 'mailboxIds/m6': true },
  })
})

test('what is taken out of the trash comes into the inbox, and what was begun among the drafts', () => {
  const emails = [email('e8', ['m6']), email('e9', ['m6'], ['$draft'])]
  assert.deepEqual(done({ kind: 'restore' }, emails, { ...ground, mailboxId: 'm6' }), {
    e8: { 'mailboxIds/m6': null, 'mailboxIds/m1': true },
    e9: { 'mailboxIds/m6': null, 'mailboxIds/m2': true },
  })
})

test('seen across mailboxes, what was sent or thrown away stays there', () => {
  const across = { ...ground, mailboxId: null }
  const away = email('e4', ['m6'])
  assert.deepEqual(
    Object.keys(done({ kind: 'move', accountId: 'a1', mailboxId: 'm7' }, [...thread, away], across)),
    ['e1', 'e3'],
  )
})

test('reading marks what is unread, and nothing else', () => {
  assert.deepEqual(done({ kind: 'read' }), { e3: { 'keywords/$seen': true } })
})

test('a draft is no unread message', () => {
  assert.deepEqual(done({ kind: 'read' }, [email('e4', ['m2'], ['$draft'])]), {})
})

test('marking as unread concerns the latest that was received', () => {
  const seen = email('e3', ['m1'], ['$seen'])
  assert.deepEqual(done({ kind: 'unread' }, [received, seen, sent]), { e3: { 'keywords/$seen': null } })
})

test('a star is put on the latest, and taken from all', () => {
  assert.deepEqual(done({ kind: 'flag' }), { e3: { 'keywords/$flagged': true } })
  const starred = [email('e1', ['m1'], ['$flagged']), email('e3', ['m1'], ['$flagged'])]
  assert.deepEqual(Object.keys(done({ kind: 'unflag' }, starred)), ['e1', 'e3'])
})

test('junk is told to be so, and what is not goes back to the inbox', () => {
  assert.deepEqual(done({ kind: 'junk' }, [latest]), {
    e3: { 'mailboxIds/m1': null, 'mailboxIds/m5': true, 'keywords/$junk': true, 'keywords/$notjunk': null },
  })
  const junk = { ...ground, mailboxId: 'm5' }
  assert.deepEqual(done({ kind: 'notJunk' }, [email('e9', ['m5'], ['$junk'])], junk), {
    e9: { 'mailboxIds/m5': null, 'mailboxIds/m1': true, 'keywords/$junk': null, 'keywords/$notjunk': true },
  })
})

test('what is put off leaves the inbox, and its last email comes back unread', () => {
  const until = '2026-12-01T08:00:00Z'
  const moved = { 'mailboxIds/m1': null, 'mailboxIds/m21': true }
  assert.deepEqual(done({ kind: 'snooze', until }), {
    e1: { ...moved, snoozed: { until, setKeywords: {} } },
    e3: { ...moved, snoozed: { until, setKeywords: { $seen: false } } },
  })
})

test('where nothing was put off yet, the server makes the mailbox for it', () => {
  const until = '2026-12-01T08:00:00Z'
  const nowhere = { ...ground, snoozed: null }
  assert.deepEqual(done({ kind: 'snooze', until }, [latest], nowhere), {
    e3: { 'mailboxIds/m1': null, snoozed: { until, setKeywords: { $seen: false } } },
  })
})

test('what is put off is given another date, or goes back', () => {
  const until = '2026-12-02T08:00:00Z'
  const there = { ...ground, mailboxId: 'm21' }
  const waiting = email('e5', ['m21'])
  assert.deepEqual(done({ kind: 'snooze', until }, [waiting], there), {
    e5: { snoozed: { until, setKeywords: { $seen: false } } },
  })
  assert.deepEqual(done({ kind: 'wake' }, [waiting, sent], there), {
    e5: { 'mailboxIds/m21': null, 'mailboxIds/m1': true, snoozed: null },
  })
})

test('a label goes onto those that lack it', () => {
  const labelled = email('e1', ['m1'], ['urgent'])
  assert.deepEqual(done({ kind: 'label', keyword: 'urgent' }, [labelled, latest]), {
    e3: { 'keywords/urgent': true },
  })
})

test('what is where it should be is left alone', () => {
  assert.deepEqual(done({ kind: 'move', accountId: 'a1', mailboxId: 'm1' }), {})
})
