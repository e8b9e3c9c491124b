import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MODULES } from '../../app/modules.ts'
import { core } from '../../core/face.ts'
import type { Module } from '../../core/module.ts'
import { testHouse } from '../house.ts'
import { jmapClient } from '../jmap.ts'

const others = MODULES.filter(module => module !== core)
const houses: readonly (readonly Module[])[] = [
  [core],
  ...others.map(module => [core, module]),
  MODULES,
  [core, ...others.toReversed()],
]

for (const modules of houses)
  test(`a house with ${modules.map(module => module.name).join(', ')} opens, serves each of its types and no other, and closes`, async () => {
    const town = await testHouse(modules)
    try {
      const jean = jmapClient(town.url, town.jean)
      const claire = jmapClient(town.url, town.claire)
      for (const { descriptor, home } of MODULES.flatMap(module => module.types)) {
        if (!descriptor.methods.includes('get')) continue
        const method = `${descriptor.name}/get`
        const accountId = home === 'directory' ? `a${town.organisationId}` : jean.accountId
        const isHere = modules.some(module => module.types.some(type => type.descriptor === descriptor))
        if (isHere)
          assert.ok(Array.isArray((await jean.call(method, { accountId, ids: [] }))['list']), method)
        else assert.equal(await claire.refusal(method, { accountId, ids: [] }), 'unknownMethod')
      }
      const listeners = modules.flatMap(module => module.listeners ?? []).map(listener => listener.name)
      assert.deepEqual(Object.keys(town.ports).sort(), ['http', ...listeners].sort())
    } finally {
      await town.close()
    }
  })
