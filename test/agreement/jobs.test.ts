import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MODULES } from '../../app/modules.ts'
import { overviewTexts } from '../../modules/admin/web/overview/texts.ts'

test('administrators read of every job what it does, and of none that there is not', () => {
  const known = MODULES.flatMap(module => Object.keys(module.jobs ?? {}))
  const named = Object.keys(overviewTexts.texts.fr).filter(key => key.startsWith('named.'))
  assert.deepEqual(named.sort(), known.map(name => `named.${name}`).sort())
})
