import { join } from 'node:path'
import { after, before } from 'node:test'
import { core } from '../../core/face.ts'
import type { Module } from '../../core/module.ts'
import { note } from '../../web/sync/testing/note.ts'
import { syncSuite } from '../../web/sync/testing/suite.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { jmapClient } from '../jmap.ts'

/** The web's client against the real server: the suite that also runs over a server in memory, with the same type. */
const notes: Module = {
  name: 'notes',
  capabilities: { [note.capability]: { session: () => ({}), account: () => ({}) } },
  types: [{ descriptor: note, home: 'personal' }],
  migrations: { area: 'notes', folder: join(import.meta.dirname, 'sql') },
}

let town: TestHouse
before(async () => {
  town = await testHouse([core, notes])
})
after(() => town.close())

syncSuite(async () => {
  const claire = jmapClient(town.url, town.claire)
  const ids = (await claire.call('Note/query', {}))['ids'] as string[]
  if (ids.length) await claire.call('Note/set', { destroy: ids })
  return { url: town.url, headers: { authorization: claire.authorization } }
})
