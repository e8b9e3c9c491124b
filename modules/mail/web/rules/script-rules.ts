import { SieveFault } from '../../../../wire/sieve/fault.ts'
import { type Command, readScript, type Script, writeString } from '../../../../wire/sieve/script.ts'
import type { Rule } from './rule.ts'
import { readRule, ruleExtensions, writeRule } from './rule-text.ts'

/**
 * A whole script as a list of rules. What is no rule is kept as it is written, byte for byte, wherever it is moved to:
 *
 *     head | lead text | lead text | … | tail
 *
 * `head` holds the requires, which grow and shrink with the rules; a `lead` is what stands before a piece, blanks and
 * comments, and goes with it.
 */
export interface ScriptRules {
  readonly head: Head
  readonly pieces: readonly Piece[]
  readonly tail: string
}

export interface Head {
  readonly text: string
  readonly requires: readonly string[]
  /** What stands there beside the requires. */
  readonly comments: string
}

/** A rule, or something that was written by hand. */
export interface Piece {
  readonly rule: Rule | null
  readonly lead: string
  /** It ends with its line, but at the end of a script. */
  readonly text: string
  /** What has to be required for it. */
  readonly requires: readonly string[]
}

export const NO_RULES: ScriptRules = { head: { text: '', requires: [], comments: '' }, pieces: [], tail: '' }

export const pieceOf = (rule: Rule, lead = '\n'): Piece => ({
  rule,
  lead,
  text: writeRule(rule),
  requires: ruleExtensions(rule),
})

export function writeRules({ head, pieces, tail }: ScriptRules): string {
  const texts = pieces.map(({ lead, text }) => lead + text)
  return [writeHead(head, pieces), ...texts, tail].reduce(onNewLine, '')
}

/** A comment must not swallow what is put behind it. */
const onNewLine = (before: string, next: string): string =>
  before === '' || next === '' || /[\r\n]$/.test(before) || /^[\r\n]/.test(next)
    ? before + next
    : `${before}\n${next}`

function writeHead({ text, requires, comments }: Head, pieces: readonly Piece[]): string {
  const needed = new Set(pieces.flatMap(piece => piece.requires))
  if (needed.size === new Set(requires).size && requires.every(name => needed.has(name))) return text
  if (needed.size === 0) return comments
  const names = [...needed].toSorted().map(writeString)
  return onNewLine(comments, `require ${names.length === 1 ? names[0]! : `[${names.join(', ')}]`};\n`)
}

/** Throws SieveFault where the script is none. */
export function readRules(source: string): ScriptRules {
  const script = readScript(source)
  const { commands } = script
  const first = commands.findIndex(({ name }) => name.toLowerCase() !== 'require')
  const required = first === -1 ? commands : commands.slice(0, first)
  const head = readHead(script, required)
  const pieces: Piece[] = []
  let at = head.text.length
  for (const unit of unitsOf(script, commands.slice(required.length))) {
    const gap = readGap(source.slice(at, unit.start))
    pieces.push(...gap.pieces, readPiece(source, unit, gap.rest, head.requires))
    at = unit.end
  }
  const gap = readGap(source.slice(at))
  return { head, pieces: [...pieces, ...gap.pieces], tail: gap.rest }
}

function readHead({ source }: Script, required: readonly Command[]): Head {
  const last = required.at(-1)
  if (!last)
    return { ...NO_RULES.head, ...(source.startsWith('\ufeff') && { text: '\ufeff', comments: '\ufeff' }) }
  const end = lineEnd(source, last.end) ?? last.end
  const between = [
    ...required.map(({ lead, start }) => source.slice(lead, start)),
    source.slice(last.end, end),
  ]
  const comments = between.filter(text => /\S/.test(text)).reduce(onNewLine, '')
  const requires = required.flatMap(({ arguments: [names] }) =>
    names?.kind === 'strings' ? names.items.map(({ value }) => value) : [],
  )
  return { text: source.slice(0, end), requires: [...new Set(requires)], comments }
}

/** Commands that stay together. */
interface Unit {
  readonly rule: Rule | null
  readonly start: number
  readonly end: number
  /** Nothing else stands on its last line. */
  readonly isWhole: boolean
  /** What follows may rely on it: hands wrote it, and it is no `if`. */
  readonly isOpen: boolean
}

function unitsOf(script: Script, commands: readonly Command[]): Unit[] {
  const units: Unit[] = []
  for (const command of commands) {
    const unit = unitOf(script, command)
    const before = units.at(-1)
    if (before && isTied(script, before, unit, command))
      units.splice(-1, 1, { ...unit, rule: null, start: before.start })
    else units.push(unit)
  }
  return units
}

function unitOf(script: Script, command: Command): Unit {
  const { source } = script
  const end = lineEnd(source, command.end)
  const isAlone = end !== null && source.slice(command.end, end).trim() === ''
  return {
    rule: isAlone ? readRule(script, command) : null,
    start: command.start,
    end: end ?? command.end,
    isWhole: end !== null,
    isOpen: command.block === null,
  }
}

const FOLLOWING = new Set(['elsif', 'else'])

function isTied({ source }: Script, before: Unit, unit: Unit, { name, start }: Command): boolean {
  if (FOLLOWING.has(name.toLowerCase()) || !before.isWhole) return true
  return before.isOpen && unit.rule === null && readGap(source.slice(before.end, start)).pieces.length === 0
}

/** Behind a line on which only blanks and a comment follow; null when something else does. */
function lineEnd(source: string, at: number): number | null {
  const rest = /[ \t]*(?:#[^\r\n]*)?(?:\r\n|\r|\n|$)/y
  rest.lastIndex = at
  return rest.test(source) ? rest.lastIndex : null
}

/** Roundcube writes the name in brackets, at once behind the colon. */
const NAMED = /(?<=^|[\r\n])[ \t]*#[ \t]*rule:(?:\[([^\r\n]*)\]|[ \t]*([^\r\n]*?))[ \t]*(?:\r\n|\r|\n)[ \t]*$/

/** Nobody knows what hands need of what was required: all of it. */
function readPiece(source: string, unit: Unit, lead: string, required: readonly string[]): Piece {
  const { rule, start, end } = unit
  const code = source.slice(start, end)
  const requires = rule ? ruleExtensions(rule) : required
  const named = rule && NAMED.exec(lead)
  if (!named) return { rule, lead, text: code, requires }
  const [comment, bracketed, plain = ''] = named
  return {
    rule: { ...rule, name: bracketed ?? plain },
    lead: lead.slice(0, named.index),
    text: comment + code,
    requires,
  }
}

/** Rules that are off, between two commands, and what stands there beside them. */
function readGap(gap: string): { pieces: Piece[]; rest: string } {
  const pieces: Piece[] = []
  let at = 0
  for (const { index, 0: text, 1: name } of gap.matchAll(COMMENTS)) {
    const rule = name === undefined ? null : readOff(text, name.trim())
    if (!rule) continue
    pieces.push({ rule, lead: gap.slice(at, index), text, requires: [] })
    at = index + text.length
  }
  return { pieces, rest: gap.slice(at) }
}

/** One after the other, so that none is looked for inside another. */
const COMMENTS =
  /\/\*.*?\*\/|(?<=^|[\r\n])# rule off:([^\r\n]*)(?:\r\n|\r|\n)(?:#\|[^\r\n]*(?:\r\n|\r|\n|$))+|#[^\r\n]*/gs

/** Nothing but this program writes such a comment: it is one to the letter, or none. */
function readOff(text: string, name: string): Rule | null {
  const written = text.replace(/\r\n?/g, '\n').replace(/(?<!\n)$/, '\n')
  const code = written.replace(/^.*\n/, '').replace(/^#\| ?/gm, '')
  const rule = readOnly(code)
  const off = rule && { ...rule, name, isOn: false }
  return off && writeRule(off) === written ? off : null
}

function readOnly(code: string): Rule | null {
  try {
    const script = readScript(code)
    return script.commands.length === 1 ? readRule(script, script.commands[0]!) : null
  } catch (error) {
    if (error instanceof SieveFault) return null
    throw error
  }
}
