import assert from 'node:assert/strict'
import { copyFile, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { emptyDatabase } from '../test/database.ts'
import { migrate } from './migrate.ts'

test('each step runs once, and is told of where there was something before', async t => {
  const empty = await emptyDatabase()
  t.after(empty.close)
  const folder = await mkdtemp(join(tmpdir(), 'bastide-migrations-'))
  t.after(() => rm(folder, { recursive: true }))
  const area = { area: 'shelf', folder }
  const told: object[] = []
  const bringUp = () => migrate(empty.db, [area], step => told.push(step))
  await writeFile(join(folder, '0001.sql'), 'create table shelf (books int)')
  await bringUp()
  assert.deepEqual(told, [])
  await copyFile(join(folder, '0001.sql'), join(folder, 'schema.sql'))
  await writeFile(join(folder, '0002.sql'), 'alter table shelf add column width int')
  await bringUp()
  await bringUp()
  assert.deepEqual(told, [{ area: 'shelf', number: 2 }])
})

test('a database that a newer version has brought up to date is left alone', async t => {
  const empty = await emptyDatabase()
  t.after(empty.close)
  const folder = await mkdtemp(join(tmpdir(), 'bastide-migrations-'))
  t.after(() => rm(folder, { recursive: true }))
  const area = { area: 'shelf', folder }
  await writeFile(join(folder, '0001.sql'), 'create table shelf (books int)')
  await writeFile(join(folder, '0002.sql'), 'alter table shelf add column width int')
  await migrate(empty.db, [area])
  await rm(join(folder, '0002.sql'))
  await assert.rejects(migrate(empty.db, [area]), /newer Bastide \(shelf 2, where this one knows 1\)/)
})
