// The walls between the folders, as data: what the files of one ground may import. ARCHITECTURE.md draws the picture.

import type { Import } from './imports.ts'
import { isTest } from './sources.ts'

interface Ground {
  /** Its name, with what follows `modules/` standing for any module. */
  ground: string
  holds: RegExp
  /** Its own files go without saying. */
  imports: readonly string[]
}

const everything = [
  'app',
  'module',
  'module types',
  'module web',
  'doors',
  'web',
  'sync',
  'ui',
  'core',
  'core types',
  'store',
]
const house = [...everything, 'wire', 'jmap', 'lib', 'outside']

// The first that holds a path is its ground.
const grounds: readonly Ground[] = [
  { ground: 'lib', holds: /^lib\//, imports: [] },
  { ground: 'jmap', holds: /^wire\/jmap\//, imports: ['wire', 'lib'] },
  { ground: 'wire', holds: /^wire\//, imports: ['jmap', 'lib'] },
  { ground: 'store', holds: /^store\//, imports: ['lib'] },
  { ground: 'core types', holds: /^core\/types\.ts$/, imports: ['lib'] },
  { ground: 'core', holds: /^core\//, imports: ['core types', 'store', 'lib'] },
  { ground: 'doors', holds: /^doors\//, imports: ['core', 'core types', 'store', 'wire', 'jmap', 'lib'] },
  { ground: 'sync', holds: /^web\/sync\//, imports: ['web', 'jmap', 'lib'] },
  { ground: 'ui', holds: /^web\/ui\//, imports: ['web', 'jmap', 'lib'] },
  { ground: 'web', holds: /^web\//, imports: ['sync', 'ui', 'jmap', 'lib'] },
  { ground: 'module types', holds: /^modules\/[^/]+\/types(?:\.ts$|\/)/, imports: ['jmap', 'lib'] },
  {
    ground: 'module web',
    holds: /^modules\/[^/]+\/web\//,
    // The descriptors of core are data like the module's own: people, domains, the audit. The languages are pure.
    imports: ['module types', 'core types', 'web', 'sync', 'ui', 'wire', 'jmap', 'lib'],
  },
  {
    ground: 'module',
    holds: /^modules\//,
    imports: ['module types', 'doors', 'core', 'core types', 'store', 'wire', 'jmap', 'lib'],
  },
  { ground: 'app', holds: /^app\//, imports: house },
  { ground: 'outside', holds: /^(rfc|bench|test|bin)\//, imports: house },
]

const browserGrounds = new Set(['sync', 'ui', 'web', 'core types', 'module types', 'module web'])
const pureGrounds = new Set(['wire', 'jmap', ...browserGrounds])
const effects =
  /^node:(fs|net|tls|http|https|http2|dgram|dns|child_process|worker_threads|timers)\b|^(pg|ws|fastify)$/

/** One sentence for each import that goes through a wall. */
export function breaches(imports: readonly Import[]): string[] {
  return imports.flatMap(each => {
    const reason = breach(each)
    return reason === null ? [] : [`${each.from} imports ${each.to}: ${reason}`]
  })
}

function breach({ from, to, typeOnly }: Import): string | null {
  const here = groundOf(from)
  if (here === null || to.startsWith('..')) return 'the file stands on no ground that test/walls.ts knows'
  const there = groundOf(to)
  if (there !== null) return arrow({ from, to, here, there })
  return typeOnly || isForTests(from) ? null : dependency(here.ground, to)
}

function arrow({
  from,
  to,
  here,
  there,
}: {
  from: string
  to: string
  here: Ground
  there: Ground
}): string | null {
  if (moduleOf(from) !== null && moduleOf(to) !== null && moduleOf(from) !== moduleOf(to)) {
    return 'modules do not know each other; use a signal or a link'
  }
  // Tests stand in the world of all of them.
  if (isForTests(from) && there.ground === 'outside') return null
  if (isForTests(to) && !isForTests(from) && here.ground !== 'outside') return 'it is there for tests only'
  if (here === there || here.imports.includes(there.ground)) return null
  return `${here.ground} may only import ${[here.ground, ...here.imports].join(', ')}`
}

function dependency(ground: string, to: string): string | null {
  if (browserGrounds.has(ground) && to.startsWith('node:')) return 'a browser has no such thing'
  if (pureGrounds.has(ground) && effects.test(to)) return `${ground} is pure: values in, values out`
  return null
}

function groundOf(path: string): Ground | null {
  return grounds.find(({ holds }) => holds.test(path)) ?? null
}

// Beside the tests themselves, what several tests of one place share.
function isForTests(path: string): boolean {
  return isTest(path) || /^(?!test\/).*\/(test|testing)\//.test(path)
}

function moduleOf(path: string): string | null {
  return /^modules\/([^/]+)\//.exec(path)?.[1] ?? null
}

/** The files that need each other in a circle when they run, each circle once, as the way round it. */
export function circles(imports: readonly Import[]): string[][] {
  const graph = new Map<string, string[]>()
  for (const { from, to, typeOnly, late } of imports) {
    if (!typeOnly && !late) graph.set(from, [...(graph.get(from) ?? []), to])
  }
  const found: string[][] = []
  const done = new Set<string>()
  const walk = (path: string, way: string[]) => {
    if (way.includes(path)) return void found.push([...way.slice(way.indexOf(path)), path])
    if (done.has(path)) return
    for (const next of graph.get(path) ?? []) walk(next, [...way, path])
    done.add(path)
  }
  for (const path of graph.keys()) walk(path, [])
  return found
}
