import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { Mailbox } from '../../types.ts'
import { findCommonPlace, partsOf } from './place.ts'
import type { Mailboxes } from './use-mailboxes.ts'

const me = 'p1'

function boxOf(accountId: string, names: Readonly<Record<string, string>>): Mailboxes {
  const all = Object.entries(names).map(([id, name]) => {
    const role = name === 'inbox' ? name : null
    return { id, name, role } as Mailbox
  })
  return {
    accountId,
    all,
    forest: [],
    find: id => all.find(mailbox => mailbox.id === id),
    ofRole: role => all.find(mailbox => mailbox.role === role),
    known: true,
  }
}

const own = boxOf('a1', { m1: 'inbox', m2: 'Voirie' })
const shared = boxOf('a5', { m3: 'inbox' })
const all = [own, shared, boxOf('a7', {})]

const accountsOf = (question: string) =>
  partsOf(findCommonPlace('search', question), 'all', all, me).map(({ accountId }) => accountId)

test('all inboxes are asked for in each box that has one, as far as its own id goes', () => {
  assert.deepEqual(partsOf(findCommonPlace('inbox', ''), 'unread', all, me), [
    { accountId: 'a1', filter: { inMailbox: 'm1', notKeyword: '$seen' } },
    { accountId: 'a5', filter: { inMailbox: 'm3', notKeyword: '$seen' } },
  ])
})

test('a folder that one searches in leaves out the boxes without it, and nobody when none has it', () => {
  assert.deepEqual(accountsOf('toiture'), ['a1', 'a5', 'a7'])
  assert.deepEqual(accountsOf('dossier:voirie toiture'), ['a1'])
  assert.deepEqual(accountsOf('dossier:ailleurs toiture'), ['a1', 'a5', 'a7'])
})

test('a folder of one box is no place of all', () => {
  assert.equal(findCommonPlace('m2', '').kind, 'nowhere')
})
