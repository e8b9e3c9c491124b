import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { checkDescriptor } from '../store/records/check.ts'
import { testDatabase } from '../test/database.ts'
import { CORE_MIGRATIONS } from './migrations.ts'
import { coreTypes } from './types.ts'

const { db, close } = await testDatabase([CORE_MIGRATIONS])
after(close)

for (const type of coreTypes)
  test(`the table of ${type.name} holds what its descriptor says`, async () => {
    assert.deepEqual(await checkDescriptor(db, type), [])
  })
