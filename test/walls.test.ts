import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, join } from 'node:path'
import { test } from 'node:test'
import { importsOf } from './imports.ts'
import { isTest, root, sources } from './sources.ts'
import { breaches, circles } from './walls.ts'

const imports = sources('ts', 'tsx').flatMap(path => importsOf(path))
const from = (path: string, source: string) => breaches(importsOf(path, source))

/** Tables that belong to no account: each with its reason. */
const referenceTables: Readonly<Record<string, string>> = {
  content: 'bytes known by their digest, kept once for all accounts that hold them',
  attachment_text: 'what such bytes say, read once for all emails that hold them',
}

test('no import goes through a wall', () => {
  assert.deepEqual(breaches(imports), [])
})

test('no files need each other in a circle', () => {
  assert.deepEqual(circles(imports), [])
})

test('lib stays under 1,500 lines', () => {
  const files = sources('ts').filter(path => path.startsWith('lib/') && !isTest(path))
  const lines = files.map(path => read(path).split('\n').length - 1)
  assert.ok(lines.reduce((sum, each) => sum + each, 0) < 1500)
})

test('every table begins with account_id, so that the schema can be spread by account', () => {
  const files = globSync('{modules/*,core,store}/sql/*.sql', { cwd: root })
  const others = files.flatMap(path =>
    tables(read(path)).filter(it => it.first !== 'account_id' && !isReference(it)),
  )
  assert.deepEqual(others, [])
})

test('no file is named after a habit instead of a noun', () => {
  const habits = /(^|[-.])(services?|managers?|handlers?|utils?|helpers?|common|misc|controllers?)\./
  // The services of the town hall are no habit.
  const files = sources('ts', 'tsx').filter(path => path !== 'test/world/services.ts')
  const found = files.filter(path => habits.test(basename(path)))
  assert.deepEqual(found, [])
})

test('a module that imports another is found', () => {
  assert.match(
    from('modules/mail/model/email.ts', "import { a } from '../../calendar/types.ts'\n")[0]!,
    /signal/,
  )
})

test('a screen that imports the model of its module is found, also for a type', () => {
  const source = "import type { Email } from '../model/email.ts'\n"
  assert.match(from('modules/mail/web/list.tsx', source)[0]!, /module web may only import/)
})

test('a screen may import its own types and the design system', () => {
  const source = "import { email } from '../types.ts'\nimport { List } from '../../../web/ui/list.tsx'\n"
  assert.deepEqual(from('modules/mail/web/list.tsx', source), [])
})

test('a screen may import the descriptors of core, and nothing else of it', () => {
  assert.deepEqual(
    from('modules/admin/web/people.tsx', "import { principal } from '../../../core/types.ts'\n"),
    [],
  )
  assert.equal(
    from('modules/admin/web/people.tsx', "import { audit } from '../../../core/audit.ts'\n").length,
    1,
  )
})

test('the face of a module that imports its screens is found', () => {
  assert.equal(from('modules/mail/module.ts', "export * from './web/list.tsx'\n").length, 1)
})

test('sync and ui do not know each other', () => {
  assert.equal(from('web/sync/store.ts', "import { List } from '../ui/list.tsx'\n").length, 1)
  assert.equal(from('web/ui/list.tsx', "import '../sync/store.ts'\n").length, 1)
})

test('an import over several lines and one made late are found', () => {
  assert.equal(from('core/jobs.ts', "import {\n  a,\n  b,\n} from '../doors/http/server.ts'\n").length, 1)
  assert.equal(from('core/jobs.ts', "  const it = await import('../doors/http/server.ts')\n").length, 1)
})

test('a language that does input or output is found', () => {
  assert.match(from('wire/imap/status.ts', "import { connect } from 'node:net'\n")[0]!, /pure/)
})

test('what is there for tests may use anything of theirs, and nothing else may use it', () => {
  assert.deepEqual(from('web/sync/testing/server.ts', "import { createServer } from 'node:http'\n"), [])
  assert.match(from('web/sync/store.ts', "import { s } from './testing/server.ts'\n")[0]!, /for tests only/)
})

test('a circle is found, and one of types alone is none', () => {
  const circle = (kind: string) => [
    ...importsOf('lib/a.ts', `import ${kind}{ b } from './b.ts'\n`),
    ...importsOf('lib/b.ts', "import { a } from './a.ts'\n"),
  ]
  assert.deepEqual(circles(circle('')), [['lib/a.ts', 'lib/b.ts', 'lib/a.ts']])
  assert.deepEqual(circles(circle('type ')), [])
})

test('a table that begins with something else is found', () => {
  const text = 'create table if not exists a (\n  -- whose\n  account_id text\n); CREATE TABLE b (id text);'
  assert.deepEqual(
    tables(text).map(({ first }) => first),
    ['account_id', 'id'],
  )
})

function read(path: string): string {
  return readFileSync(join(root, path), 'utf8')
}

function tables(text: string): { table: string; first: string }[] {
  const statements = text
    .replace(/--.*/g, '')
    .matchAll(/\bcreate\s+(?:unlogged\s+)?table\s+(?:if\s+not\s+exists\s+)?([\w."]+)\s*\(\s*(\w+)/gi)
  return [...statements].map(([, table = '', first = '']) => ({ table, first }))
}

function isReference({ table }: { table: string }): boolean {
  return Object.hasOwn(referenceTables, table)
}
