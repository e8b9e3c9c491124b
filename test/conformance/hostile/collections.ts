import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { runInNewContext } from 'node:vm'

/** A piece of HTML that was made to do harm. */
export interface Vector {
  readonly from: string
  readonly name: string
  readonly html: string
}

/** Where requests would go that a vector makes: nobody is there. */
const ELSEWHERE = 'https://elsewhere.example'

/** The collections, as their repositories are: each in a folder of its name in `folder`. */
export async function readCollections(folder: string): Promise<readonly Vector[]> {
  const all = [
    ...(await readSecurityCheatsheet(join(folder, 'H5SC'))),
    ...(await readEvents(join(folder, 'xss-cheatsheet-data'))),
    ...(await readFixtures(join(folder, 'DOMPurify'))),
    ...(await readLeaks(join(folder, 'HTTPLeaks'))),
  ]
  return all.filter(({ html }) => html.trim() !== '')
}

/** cure53/H5SC: a function that gives the list. */
async function readSecurityCheatsheet(folder: string): Promise<readonly Vector[]> {
  const exports = { exports: null }
  const context = { module: exports, exports: {} }
  runInNewContext(await readFile(join(folder, 'items.js'), 'utf8'), context, { timeout: 5_000 })
  const items = exports.exports as unknown as readonly { id: number; data: string }[]
  const filled: Readonly<Record<string, string>> = {
    '%js_alert%': 'alert(1)',
    '%js_uri_alert%': 'javascript:alert(1)',
    '%js_uri_%': 'javascript:',
    '%uri%': ELSEWHERE,
  }
  return items.map(({ id, data }) => ({
    from: 'H5SC',
    name: String(id),
    html: data.replaceAll(/%[a-z_]+%/g, word => filled[word] ?? word),
  }))
}

const LISTS = [
  ...['classic', 'consuming_tags', 'dangling_markup', 'encodings', 'impossible', 'obfuscation', 'polyglot'],
  ...['protocols', 'restricted_characters', 'special_tags', 'useful_tags', 'waf_bypass_global_obj'],
]

/** PortSwigger/xss-cheatsheet-data: any `code` in lists and objects. */
async function readEvents(folder: string): Promise<readonly Vector[]> {
  const vectors: Vector[] = []
  for (const list of ['events', ...LISTS]) {
    const tree: unknown = JSON.parse(await readFile(join(folder, 'json', `${list}.json`), 'utf8'))
    for (const [at, html] of codesIn(tree).entries())
      vectors.push({ from: 'PortSwigger', name: `${list} ${at}`, html })
  }
  return vectors
}

/** What stands for any element is put on one that is shown. */
function codesIn(tree: unknown): readonly string[] {
  if (tree === null || typeof tree !== 'object') return []
  const { code } = tree as { code?: unknown }
  const own = typeof code === 'string' ? [code.replaceAll('<*', '<p').replaceAll('</*', '</p')] : []
  return [...own, ...Object.values(tree).flatMap(codesIn)]
}

/** cure53/DOMPurify: what its own tests clean. */
async function readFixtures(folder: string): Promise<readonly Vector[]> {
  const path = pathToFileURL(join(folder, 'test/fixtures/expect.mjs')).href
  const { default: fixtures } = (await import(path)) as { default: readonly { payload: unknown }[] }
  return fixtures.flatMap(({ payload }, at) =>
    typeof payload === 'string' ? [{ from: 'DOMPurify', name: String(at), html: payload }] : [],
  )
}

/** cure53/HTTPLeaks: one page of all that makes a request; whole, and each of its paragraphs for itself. */
async function readLeaks(folder: string): Promise<readonly Vector[]> {
  const page = await readFile(join(folder, 'leak.html'), 'utf8')
  return [page, ...page.split(/\n\s*\n/)].map((html, at) => ({ from: 'HTTPLeaks', name: String(at), html }))
}
