import assert from 'node:assert/strict'
import { test } from 'node:test'
import { emptyDatabase } from './database.ts'
import { areaSchemas, goldenText } from './schema.ts'

test('the migrations of each area result in its schema.sql (else run bin/schema.ts)', async () => {
  const { db, close } = await emptyDatabase()
  try {
    for (const { file, text } of await areaSchemas(db)) assert.equal(text, goldenText(file), file)
  } finally {
    await close()
  }
})
