import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Refused } from '../../lib/errors.ts'
import { sql } from '../../store/sql.ts'
import { found } from '../../test/town.ts'
import { addDomain } from '../domain.ts'
import { oneByOne } from './one-by-one.ts'

const { db, organisationId, jean } = await found()

const names = async () =>
  (await db.rows<{ name: string }>(sql`select name from domain order by name`)).map(d => d.name)

test('what a refused verb wrote, moved and took is undone, and the others stand', async () => {
  const told: number[] = []
  db.onCommit(({ moved }) => void told.push(...moved.map(one => one.states['Domain'] ?? 0)))
  const outcomes = await db.write(tx =>
    oneByOne(
      tx,
      [
        ['a.example', true],
        ['b.example', false],
        ['d.example', true],
      ] as const,
      async (name, stays) => {
        await addDomain(tx, jean, organisationId, { name })
        if (!stays) throw new Refused('notPossible', 'no')
        return null
      },
    ),
  )
  assert.equal(outcomes.get('a.example'), null)
  assert.ok(outcomes.get('b.example') instanceof Refused)
  assert.deepEqual(await names(), ['a.example', 'd.example', 'montauzan.fr'])
  const row = await db.row<{ seq: number; last: number }>(sql`
    select (states->>'Domain')::int as seq, (select max(seq) from domain where account_id = ${organisationId}) as last
    from account where account_id = ${organisationId}`)
  assert.equal(row!.seq, row!.last)
  assert.deepEqual(told, [row!.seq])
})

test('a fault of ours is no refusal, and undoes all', async () => {
  const work = db.write(tx =>
    oneByOne(tx, [['c.example', null]] as const, async name => {
      await addDomain(tx, jean, organisationId, { name })
      throw new TypeError('expected')
    }),
  )
  await assert.rejects(work, TypeError)
  assert.deepEqual(await names(), ['a.example', 'd.example', 'montauzan.fr'])
})
