import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { sql } from '../../store/sql.ts'
import { testHouse } from '../../test/house.ts'
import { fillDemo } from './fill.ts'

const town = await testHouse()
after(() => town.close())

test('a house of somebody else is left alone, and no logins of the demonstration are told of it', async () => {
  await town.house.db.run(sql`update domain set name = 'revel.fr' where name = 'montauzan.fr'`)
  assert.deepEqual(await fillDemo(town.house), [])
})
