import assert from 'node:assert/strict'
import { test } from 'node:test'
import { collatorOf } from '../../../../web/i18n/index.ts'
import type { Mailbox, Role } from '../../types.ts'
import { counterpartOf, folderForest, isBelow, mayMoveInto, walkFolders } from './tree.ts'

function mailbox(
  id: string,
  name: string,
  parentId: string | null = null,
  role: Role | null = null,
): Mailbox {
  return {
    id,
    name,
    parentId,
    role,
    sortOrder: 0,
    totalEmails: 0,
    unreadEmails: 0,
    totalThreads: 0,
    unreadThreads: 0,
    isSubscribed: true,
    colour: null,
    myRights: {},
    shareWith: null,
  }
}

const mailboxes = [
  mailbox('m1', 'Projets'),
  mailbox('m2', 'Halle', 'm1'),
  mailbox('m3', 'Écoles'),
  mailbox('m4', 'Étages', 'm2'),
  mailbox('m5', 'Orphelin', 'm99'),
]
const forest = folderForest(mailboxes, ({ name }) => name, collatorOf('fr'))
const named = (name: string) => walkFolders(forest).find(folder => folder.mailbox.name === name)!

test('sisters stand in the order of the language, each before what lies inside', () => {
  assert.deepEqual(
    walkFolders(forest).map(({ mailbox, depth }) => [mailbox.name, depth]),
    [
      ['Écoles', 0],
      ['Orphelin', 0],
      ['Projets', 0],
      ['Halle', 1],
      ['Étages', 2],
    ],
  )
})

test('what is inside a closed folder is left out', () => {
  const shown = walkFolders(forest, ({ mailbox }) => mailbox.id === 'm1').map(({ mailbox }) => mailbox.id)
  assert.deepEqual(shown, ['m3', 'm5', 'm1', 'm2'])
})

test('a folder knows its way from the top', () => {
  assert.deepEqual(named('Étages').path, ['Projets', 'Halle', 'Étages'])
})

test('a folder cannot be moved into itself', () => {
  assert.equal(mayMoveInto(named('Projets'), mailboxes[3]!), false)
  assert.equal(mayMoveInto(named('Halle'), mailboxes[2]!), true)
})

test('a mailbox is below all that it lies in', () => {
  const find = (id: string) => mailboxes.find(mailbox => mailbox.id === id)
  assert.equal(isBelow(mailboxes[3]!, 'm1', find), true)
  assert.equal(isBelow(mailboxes[0]!, 'm2', find), false)
})

test('the same folder of another account has the same role, or the same name in the same place', () => {
  const nameOf = ({ name }: Mailbox) => name
  const others = [
    mailbox('m1', 'Projects', null, 'archive'),
    mailbox('m2', 'Projets'),
    mailbox('m3', 'Halle', 'm2'),
    mailbox('m4', 'Halle'),
  ]
  const theirs = folderForest(others, nameOf, collatorOf('fr'))
  const [archive] = folderForest([mailbox('m9', 'Archives', null, 'archive')], nameOf, collatorOf('fr'))
  assert.equal(counterpartOf(archive!, theirs)?.mailbox.id, 'm1')
  assert.equal(counterpartOf(named('Halle'), theirs)?.mailbox.id, 'm3')
  assert.equal(counterpartOf(named('Étages'), theirs), undefined)
})
