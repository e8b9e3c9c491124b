import { type Argument, type Test, writeNode } from '../../../../wire/sieve/script.ts'

/** A command or a test that is made here, and so stands nowhere. */
export type Tree = Omit<Test, 'start' | 'end'>

const NOWHERE = { start: 0, end: 0 } as const

export const tag = (name: string): Argument => ({ kind: 'tag', name, ...NOWHERE })
export const number = (value: number): Argument => ({ kind: 'number', value, ...NOWHERE })
export const strings = (values: readonly string[]): Argument => ({
  kind: 'strings',
  items: values.map(value => ({ value, ...NOWHERE })),
  isList: values.length !== 1,
  ...NOWHERE,
})

export const tree = (name: string, ...given: readonly Argument[]): Tree => ({
  name,
  arguments: given,
  tests: [],
  isList: false,
})

export const around = (name: string, tests: readonly Tree[], isList: boolean): Tree => ({
  name,
  arguments: [],
  tests: tests.map(test => ({ ...test, ...NOWHERE })),
  isList,
})

/** What its texts say, list after list. */
export const textsOf = ({ arguments: given }: Pick<Tree, 'arguments'>): string[][] =>
  given.flatMap(one => (one.kind === 'strings' ? [one.items.map(item => item.value)] : []))

export const hasTag = ({ arguments: given }: Pick<Tree, 'arguments'>, name: string): boolean =>
  given.some(one => one.kind === 'tag' && one.name.toLowerCase() === name)

/** What has to be required for it. */
export function* extensionsOf(node: Tree): Generator<string> {
  const own = NODES[node.name.toLowerCase()]
  if (own) yield own
  for (const [index, given] of node.arguments.entries()) {
    const name = given.kind === 'tag' ? given.name.toLowerCase() : ''
    if (TAGS[name]) yield TAGS[name]
    const next = node.arguments[index + 1]
    if (name === ':comparator' && next?.kind === 'strings') yield `comparator-${next.items[0]!.value}`
  }
  for (const test of node.tests) yield* extensionsOf(test)
}

const NODES: Readonly<Record<string, string>> = {
  fileinto: 'fileinto',
  addflag: 'imap4flags',
  removeflag: 'imap4flags',
  body: 'body',
  spamtest: 'spamtest',
}

const TAGS: Readonly<Record<string, string>> = {
  ':copy': 'copy',
  ':mailboxid': 'mailboxid',
  ':specialuse': 'special-use',
  ':value': 'relational',
}

export const writeTree = (node: Tree): string => writeNode(node)
