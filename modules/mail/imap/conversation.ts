import type { ThreadNode } from '../../../wire/imap/response/search.ts'
import type { Threadable } from '../model/threadable.ts'

// The two algorithms of RFC 5256 §3, without recursion: a conversation may be as deep as a mailbox is long.

export interface Letter extends Threadable {
  /** How it is told. */
  readonly number: number
}

/** ORDEREDSUBJECT: the first of each subject, and under it all the others. */
export function bySubject(letters: readonly Letter[]): ThreadNode[] {
  const inOrder = letters.toSorted((a, b) => a.at - b.at || a.number - b.number)
  return Array.from(
    Map.groupBy(inOrder, letter => letter.baseSubject).values(),
    ([first, ...others]): ThreadNode => ({
      number: first!.number,
      children: others.map(({ number }) => ({ number, children: [] })),
    }),
  )
}

/** A message, or with `letter` null one that others name and that is not there. */
interface Node {
  readonly letter: Letter | null
  parent: Node | null
  children: Node[]
}

/**
 * REFERENCES, in the steps of the specification:
 *
 *   1 link ──▶ 2 roots ──▶ 3 without the absent ──▶ 4 by date ──▶ 5 one subject, one thread ──▶ 6 by date
 */
export function byReferences(letters: readonly Letter[]): ThreadNode[] {
  const nodes = link(letters)
  const roots = prune(nodes)
  sortAll(roots)
  const merged = mergeSubjects(roots)
  sortAll(merged)
  return merged.map(tellable)
}

const nodeOf = (letter: Letter | null): Node => ({ letter, parent: null, children: [] })

/** Step 1: every message under the last that it names, and those that it names under one another. */
function link(letters: readonly Letter[]): Node[] {
  const absent = new Map<string, Node>()
  const present = new Map<string, Node>()
  const nodes = letters.map(letter => {
    const node = nodeOf(letter)
    // Of two messages with one id, the second stands for itself alone.
    if (letter.messageId !== null && !present.has(letter.messageId)) present.set(letter.messageId, node)
    return node
  })
  const find = (id: string): Node => {
    const known = present.get(id) ?? absent.get(id) ?? nodeOf(null)
    if (!present.has(id)) absent.set(id, known)
    return known
  }
  for (const node of nodes) {
    const named = node.letter!.references.map(find)
    for (const [i, child] of named.entries()) if (i > 0 && !child.parent) adopt(named[i - 1]!, child)
    // What it says of itself counts for more than what others said of it.
    const last = named.at(-1)
    if (node.parent !== (last ?? null)) leave(node)
    if (last) adopt(last, node)
  }
  return [...nodes, ...absent.values()]
}

function adopt(parent: Node, child: Node): void {
  if (child.parent || isWithin(parent, child)) return
  child.parent = parent
  parent.children.push(child)
}

function leave(child: Node): void {
  if (!child.parent) return
  child.parent.children = child.parent.children.filter(sibling => sibling !== child)
  child.parent = null
}

/** How far up a loop is looked for; what is deeper starts a thread of its own. */
const MAX_DEPTH = 2_000

/** Would the link make a loop? */
function isWithin(node: Node, ancestor: Node): boolean {
  if (node === ancestor) return true
  // What has no answers is nobody's ancestor.
  if (ancestor.children.length === 0) return false
  let above = node.parent
  for (let depth = 0; above; depth++, above = above.parent)
    if (above === ancestor || depth === MAX_DEPTH) return true
  return false
}

/** Steps 2 and 3: the absent give way to their answers, but at the top only to a single one. */
function prune(nodes: readonly Node[]): Node[] {
  const top = nodes.filter(node => !node.parent)
  for (const node of fromBelow(top))
    node.children = node.children.flatMap(child => (child.letter ? [child] : child.children))
  return top.flatMap(root => (root.letter || root.children.length > 1 ? [root] : root.children))
}

/** Every node after all that are under it. */
function fromBelow(roots: readonly Node[]): Node[] {
  const nodes: Node[] = []
  const open = [...roots]
  for (let node = open.pop(); node; node = open.pop()) {
    nodes.push(node)
    for (const child of node.children) open.push(child)
  }
  return nodes.reverse()
}

/** Steps 4 and 6: siblings by date, the absent by the date of their first answer. */
function sortAll(roots: Node[]): void {
  for (const { children } of fromBelow(roots)) children.sort(byDate)
  roots.sort(byDate)
}

const firstOf = (node: Node): Letter => node.letter ?? node.children[0]!.letter!

function byDate(a: Node, b: Node): number {
  const [first, second] = [firstOf(a), firstOf(b)]
  return first.at - second.at || first.number - second.number
}

/** Step 5: threads of one subject become one. */
function mergeSubjects(roots: readonly Node[]): Node[] {
  const threads = new Map<string, Node>()
  for (const node of roots) {
    const { baseSubject } = firstOf(node)
    const other = threads.get(baseSubject)
    if (baseSubject !== '' && (!other || leadsBefore(node, other))) threads.set(baseSubject, node)
  }
  const merged = new Set(roots)
  for (const node of roots) {
    const { baseSubject } = firstOf(node)
    const other = threads.get(baseSubject)
    if (!other || other === node) continue
    merged.delete(node)
    const joined = join(other, node)
    if (joined === other) continue
    merged.delete(other)
    merged.add(joined)
    threads.set(baseSubject, joined)
  }
  return [...merged]
}

/** The absent lead first, then what answers nothing. */
const leadsBefore = (node: Node, other: Node): boolean =>
  other.letter !== null && (node.letter === null || (other.letter.isAnswer && !node.letter.isAnswer))

/** The thread that two threads become. */
function join(thread: Node, node: Node): Node {
  if (!thread.letter) {
    thread.children.push(...(node.letter ? [node] : node.children))
    return thread
  }
  if (node.letter?.isAnswer && !thread.letter.isAnswer) {
    thread.children.push(node)
    return thread
  }
  return { letter: null, parent: null, children: [thread, node] }
}

function tellable(root: Node): ThreadNode {
  const told = new Map<Node, ThreadNode>()
  for (const node of fromBelow([root]))
    told.set(node, {
      number: node.letter?.number ?? null,
      children: node.children.map(child => told.get(child)!),
    })
  return told.get(root)!
}
