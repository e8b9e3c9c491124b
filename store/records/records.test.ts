import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import fc from 'fast-check'
import {
  before as beforeInstant,
  below,
  boolean,
  by,
  choice,
  contains,
  descriptor,
  equals,
  from,
  has,
  id,
  instant,
  integer,
  keywords,
  match,
  min,
  nullable,
  text,
} from '../../lib/descriptor.ts'
import { type Comparator, compareRecords, type FilterTree, fold, matchesFilter } from '../../lib/filter.ts'
import type { AccountId, PrincipalId, RecordId } from '../../lib/id.ts'
import { writeId } from '../../lib/id.ts'
import { type TestDatabase, testDatabase } from '../../test/database.ts'
import type { Access } from '../access.ts'
import { replaceShares } from '../share.ts'
import { sql } from '../sql.ts'
import { listChanges, typeState } from './changes.ts'
import { checkDescriptor } from './check.ts'
import { queryRecords } from './query.ts'
import { readRecords, type Wire } from './read.ts'
import { deleteRecords, insertRecords, replaceRecords } from './write.ts'

const memo = descriptor({
  name: 'Memo',
  capability: 'urn:test:memo',
  prefix: 'mo',
  container: { kind: 'self', rights: ['mayRead', 'mayWrite', 'mayShare'] },
  properties: {
    title: text({ max: 100, default: '', search: 'A' }),
    size: integer({ default: 0 }),
    isDone: boolean({ default: false }),
    words: keywords({ max: 10, default: {} }),
    kind: choice(['a', 'b'], { default: 'a' }),
    dueAt: nullable(instant()),
    parent: nullable(id('Memo')),
  },
  filters: {
    title: contains('title'),
    isDone: equals('isDone'),
    kind: equals('kind'),
    word: has('words'),
    after: from('dueAt'),
    before: beforeInstant('dueAt'),
    minSize: min('size'),
    maxSize: below('size'),
    text: match(),
  },
  sorts: { title: by('title'), size: by('size'), dueAt: by('dueAt'), isDone: by('isDone') },
  order: [{ sort: 'title', ascending: true }],
})
const types = new Map([['Memo', memo]])

let database: TestDatabase
before(async () => {
  database = await testDatabase()
  await database.db.run(sql`create table memo (account_id bigint not null, id bigint not null, seq bigint not null,
    title text not null, size bigint not null, is_done boolean not null, words text[] not null, kind text not null,
    due_at timestamptz, parent bigint, primary key (account_id, id))`)
  await database.db.run(sql`create unique index memo_seq on memo (account_id, seq)`)
})
after(() => database.close())

async function newAccount(): Promise<Access> {
  const row = await database.db.row<{ id: AccountId }>(
    sql`insert into account (organisation_id, name) values (0, 'test') returning account_id as id`,
  )
  return { accountId: row!.id, owner: true, principals: [], readOnly: false }
}

const blank = { title: '', size: 0, isDone: false, words: {}, kind: 'a', dueAt: null, parent: null }
const insert = (access: Access, records: object[]) =>
  database.db.write(tx =>
    insertRecords(
      tx,
      types,
      access.accountId,
      memo,
      records.map(r => ({ ...blank, ...r })),
    ),
  )

test('a descriptor agrees with its table, and each difference is told', async () => {
  assert.deepEqual(await checkDescriptor(database.db, memo), [])
  const other = descriptor({ ...memo, properties: { ...memo.properties, colour: text({ max: 10 }) } })
  assert.deepEqual(await checkDescriptor(database.db, other), ['Memo.colour: there is no column colour'])
})

test('what is written is read back as the wire has it', async () => {
  const access = await newAccount()
  const [id] = await insert(access, [
    { title: 'Été', size: 3, words: { urgent: true }, dueAt: '2026-12-03T18:00:00Z' },
  ])
  const [record] = await readRecords(database.db, types, access, memo, [id!])
  assert.deepEqual(record, {
    ...blank,
    id: writeId('mo', id!),
    title: 'Été',
    size: 3,
    words: { urgent: true },
    dueAt: '2026-12-03T18:00:00Z',
  })
})

const instants = fc.integer({ min: 0, max: 4 }).map(day => `2026-11-2${day}T10:00:00Z`)
const memos = fc.record({
  title: fc.constantFrom(
    '',
    'élan',
    'Elan',
    'zèbre',
    'École',
    'œuvre',
    'Straße',
    'İstanbul',
    'ΣΟΦΟΣ',
    '😀',
    'ﬁn',
  ),
  size: fc.integer({ min: 0, max: 5 }),
  isDone: fc.boolean(),
  words: fc.constantFrom({}, { urgent: true }, { urgent: true, voirie: true }),
  kind: fc.constantFrom('a', 'b'),
  dueAt: fc.option(instants),
  parent: fc.constant(null),
})
const conditions: fc.Arbitrary<FilterTree> = fc.oneof(
  fc.record({ title: fc.constantFrom('e', 'É', 'ß', 'σ', 'i', 'oe', 'fi') }),
  fc.record({ isDone: fc.boolean() }),
  fc.record({ kind: fc.constantFrom('a', 'b') }),
  fc.record({ word: fc.constantFrom('urgent', 'absent') }),
  fc.record({ after: instants }),
  fc.record({ before: instants, maxSize: fc.integer({ min: 0, max: 5 }) }),
  fc.record({ minSize: fc.integer({ min: 0, max: 5 }) }),
)
const filters: fc.Arbitrary<FilterTree> = fc.letrec<{ tree: FilterTree }>(tie => ({
  tree: fc.oneof(
    { maxDepth: 2, withCrossShrink: true },
    conditions,
    fc.record({
      operator: fc.constantFrom('AND' as const, 'OR' as const, 'NOT' as const),
      conditions: fc.array(tie('tree'), { maxLength: 3 }),
    }),
  ),
})).tree
const sorts: fc.Arbitrary<Comparator[]> = fc.array(
  fc.record({ property: fc.constantFrom('title', 'size', 'dueAt', 'isDone'), isAscending: fc.boolean() }),
  { minLength: 1, maxLength: 2 },
)

test('a local filter and sort give the same answer in SQL and in the browser', async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(memos, { maxLength: 12 }), filters, sorts, async (records, filter, sort) => {
      const access = await newAccount()
      await insert(access, records)
      const all = await readRecords(database.db, types, access, memo, null)
      const expected = all
        .filter(record => matchesFilter(memo, filter, record))
        .sort((a, b) => compareRecords(memo, sort, a, b))
        .map(record => record.id)
      const found = await queryRecords(database.db, types, access, memo, {
        filter,
        sort,
        position: 0,
        anchor: null,
        anchorOffset: 0,
        limit: 100,
        total: true,
      })
      assert.deepEqual(
        found.ids.map(n => writeId('mo', n)),
        expected,
      )
      assert.equal(found.total, expected.length)
    }),
    { numRuns: 150 },
  )
})

test('letters are folded alike on both sides', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.string({ unit: 'grapheme', maxLength: 8 }).filter(s => !s.includes('\0')),
      async value => {
        const row = await database.db.row<{ folded: string }>(sql`select fold(${value}::text) as folded`)
        assert.equal(row!.folded, fold(value))
      },
    ),
    { numRuns: 300 },
  )
})

type Step = { kind: 'create' | 'update' | 'destroy'; at: number }
const steps: fc.Arbitrary<Step[]> = fc.array(
  fc.record({ kind: fc.constantFrom('create', 'create', 'update', 'destroy'), at: fc.nat(20) }),
  { maxLength: 25 },
)

async function take(access: Access, { kind, at }: Step): Promise<void> {
  const all = await readRecords(database.db, types, access, memo, null)
  const chosen = all[at % Math.max(1, all.length)]
  if (kind === 'create' || !chosen) return void (await insert(access, [{ size: at }, { size: at + 1 }]))
  const number = Number(chosen.id.slice(2)) as RecordId
  await database.db.write(async tx => {
    if (kind === 'destroy') await deleteRecords(tx, access.accountId, memo, [number])
    else
      await replaceRecords(tx, types, access.accountId, memo, [
        { id: number, values: { ...chosen, size: at + 7 } },
      ])
  })
}

/** What a client holds after following the changes to their end, in cuts of `max`. */
async function follow(reader: Access, held: Map<string, Wire>, since: string, max: number): Promise<string> {
  for (let state = since, rounds = 0; ; rounds++) {
    assert.ok(rounds < 200, 'the changes come to an end')
    const moved = await listChanges(database.db, types, reader, memo, state, max)
    const told = [...moved.created, ...moved.updated]
    for (const number of moved.updated)
      assert.ok(held.has(writeId('mo', number)), 'an update is of a record that the client holds')
    for (const record of await readRecords(database.db, types, reader, memo, told))
      held.set(record.id, record)
    for (const number of moved.destroyed) held.delete(writeId('mo', number))
    assert.ok(told.length + moved.destroyed.length <= max)
    state = moved.newState
    if (!moved.hasMoreChanges) return state
  }
}

const snapshot = async (reader: Access) =>
  new Map((await readRecords(database.db, types, reader, memo, null)).map(record => [record.id, record]))

test('changes followed in cuts of any size lead to what a fresh fetch gives', async () => {
  await fc.assert(
    fc.asyncProperty(steps, steps, fc.integer({ min: 1, max: 5 }), async (first, second, max) => {
      const access = await newAccount()
      for (const step of first) await take(access, step)
      const held = await snapshot(access)
      let state = await typeState(database.db, access, 'Memo')
      for (const [i, step] of second.entries()) {
        await take(access, step)
        // A client that is cut off in the middle of following goes on from where it was.
        if (i % 3 === 0) {
          const moved = await listChanges(database.db, types, access, memo, state, max)
          for (const r of await readRecords(database.db, types, access, memo, [
            ...moved.created,
            ...moved.updated,
          ]))
            held.set(r.id, r)
          for (const n of moved.destroyed) held.delete(writeId('mo', n))
          state = moved.newState
        }
      }
      await follow(access, held, state, max)
      assert.deepEqual(sorted(held), sorted(await snapshot(access)))
    }),
    { numRuns: 60 },
  )
})

const sorted = (records: Map<string, Wire>) => [...records.values()].sort((a, b) => a.id.localeCompare(b.id))

test('a reader sees and follows what is shared with them, and nothing else', async () => {
  const owner = await newAccount()
  const reader: Access = { ...owner, owner: false, principals: [7 as PrincipalId] }
  const [mine, shown] = await insert(owner, [{ title: 'mine' }, { title: 'shown' }])
  assert.equal((await snapshot(reader)).size, 0)
  const before = await typeState(database.db, reader, 'Memo')
  await database.db.write(tx =>
    replaceShares(tx, owner.accountId, memo, shown!, new Map([[7 as PrincipalId, { mayRead: true }]])),
  )
  await assert.rejects(listChanges(database.db, types, reader, memo, before), {
    code: 'cannotCalculateChanges',
  })
  const held = await snapshot(reader)
  assert.deepEqual([...held.keys()], [writeId('mo', shown!)])
  const state = await typeState(database.db, reader, 'Memo')
  await database.db.write(async tx => {
    await deleteRecords(tx, owner.accountId, memo, [mine!])
    await deleteRecords(tx, owner.accountId, memo, [shown!])
  })
  const moved = await listChanges(database.db, types, reader, memo, state)
  assert.deepEqual(moved.destroyed, [shown])
})

test('words are found by stem, prefix, without accents, as a phrase and without another', async () => {
  const access = await newAccount()
  const ids = await insert(access, [
    { title: 'Rapports du conseil municipal' },
    { title: 'École Jean-Moulin, travaux' },
    { title: 'Meeting notes about roads' },
  ])
  const find = async (words: string) =>
    (
      await queryRecords(database.db, types, access, memo, {
        filter: { text: words },
        sort: [],
        position: 0,
        anchor: null,
        anchorOffset: 0,
        limit: 10,
        total: false,
      })
    ).ids.map(n => ids.indexOf(n))
  assert.deepEqual(await find('rapport'), [0])
  assert.deepEqual(await find('ecole moul'), [1])
  assert.deepEqual(await find('road meetings'), [2])
  assert.deepEqual(await find('"conseil municipal"'), [0])
  assert.deepEqual(await find('"municipal conseil"'), [])
  assert.deepEqual((await find('-travaux')).sort(), [0, 2])
  assert.deepEqual(await find('!?'), [])
})
