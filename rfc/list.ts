// Lists the places in the source that refer to one RFC: node rfc/list.ts 9051

import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { root, sources } from '../test/sources.ts'
import { readReferences } from './references.ts'

const wanted = Number(process.argv[2])
for (const path of sources('ts', 'tsx', 'sql')) {
  const { references } = readReferences(path, readFileSync(join(root, path), 'utf8'))
  for (const { rfc, section, line } of references) {
    if (rfc === wanted) console.log(`${path}:${line}\t${section && `§${section}`}`)
  }
}
