import assert from 'node:assert/strict'
import { globSync } from 'node:fs'
import { test } from 'node:test'
import { pathToFileURL } from 'node:url'

const files = globSync('{web,app,modules}/**/texts.ts')

type Texts = Record<string, string>

for (const file of files) {
  test(`${file} says the same things in French and in English`, async () => {
    for (const { fr, en } of await cataloguesOf(file)) {
      assert.deepEqual(Object.keys(en).sort(), Object.keys(fr).sort())
      for (const [key, text] of Object.entries(fr)) assert.deepEqual(slots(en[key]), slots(text), key)
    }
  })
}

async function cataloguesOf(file: string): Promise<{ fr: Texts; en: Texts }[]> {
  const exported: Record<string, unknown> = await import(pathToFileURL(file).href)
  const found = Object.values(exported).filter(
    value => typeof value === 'object' && value !== null && 'texts' in value,
  )
  assert.notEqual(found.length, 0, `${file} exports no catalogue`)
  return found.map(catalogue => (catalogue as { texts: { fr: Texts; en: Texts } }).texts)
}

function slots(text = ''): string[] {
  return [...text.matchAll(/{{(\w+)}}/g)].map(([, name = '']) => name).sort()
}
