import assert from 'node:assert/strict'
import { readdir, utimes, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { after, test } from 'node:test'
import { openHouse } from '../../app/server/house.ts'
import { core } from '../../core/face.ts'
import { testHouse } from '../house.ts'

// Processes of one house share its folder (`roles`), each started and stopped by itself.

const first = await testHouse([core])
after(() => first.close())

test('a process that starts leaves alone what another is writing, and takes away what a crash left', async () => {
  const { config, log } = first.house
  const folder = join(config.data, 'tmp')
  await writeFile(join(folder, 'arriving'), 'Subject: Gros')
  await writeFile(join(folder, 'abandoned'), 'Subject: Perdu')
  const longAgo = new Date(Date.now() - 48 * 3_600_000)
  await utimes(join(folder, 'abandoned'), longAgo, longAgo)
  const second = await openHouse({ ...config, roles: ['web'] }, log, [core])
  await second.close()
  assert.deepEqual(await readdir(folder), ['arriving'])
})
