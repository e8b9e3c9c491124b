import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { RecordId } from '../lib/id.ts'
import { sql } from '../store/sql.ts'
import { found } from '../test/town.ts'
import { audit, findTampering } from './audit.ts'

const { db, organisationId, jean } = await found()

const deed = (action: string) =>
  db.write(tx => audit(tx, jean, organisationId, { action, details: { z: 1, a: { y: [1, 'é'], b: null } } }))

const entries = () =>
  db.rows<{ id: RecordId }>(sql`select id from audit_entry where account_id = ${organisationId} order by id`)

test('an untouched chain holds, also when many write at once', async () => {
  await Promise.all(Array.from({ length: 20 }, (_, i) => deed(`deed${i}`)))
  assert.equal(await findTampering(db, organisationId), null)
})

test('a name that was cut in the middle of a character is no forgery', async () => {
  const cut = '😀'.slice(0, 1)
  const target = { type: 'Email', id: null, name: `Ordre du jour ${cut}` }
  await db.write(tx => audit(tx, jean, organisationId, { action: 'cut', target, details: { cut } }))
  assert.equal(await findTampering(db, organisationId), null)
})

test('an entry that was changed shows', async () => {
  await deed('honest')
  const { id } = (await entries()).at(-1)!
  await db.run(
    sql`update audit_entry set action = 'forged' where account_id = ${organisationId} and id = ${id}`,
  )
  assert.equal(await findTampering(db, organisationId), id)
  await db.run(
    sql`update audit_entry set action = 'honest' where account_id = ${organisationId} and id = ${id}`,
  )
})

test('an entry that was taken out shows in the one after it', async () => {
  const all = await entries()
  const [gone, next] = [all.at(-3)!, all.at(-2)!]
  await db.run(sql`delete from audit_entry where account_id = ${organisationId} and id = ${gone.id}`)
  assert.equal(await findTampering(db, organisationId), next.id)
})
