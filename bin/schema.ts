// Writes each area's sql/schema.sql anew: what its numbered migrations result in.

import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { emptyDatabase } from '../test/database.ts'
import { areaSchemas } from '../test/schema.ts'
import { root } from '../test/sources.ts'

const { db, close } = await emptyDatabase()
for (const { file, text } of await areaSchemas(db)) writeFileSync(join(root, file), text)
await close()
