import type { Call, CommandSpec, Complain, Extension, Run, TagSpec, Value } from '../language.ts'
import { MAX_FLAGS } from '../limits.ts'
import { checkMatch, MATCH_TAGS, matcherOf } from '../match.ts'
import { constantOf, isVariableName } from '../text.ts'

// RFC 5232 §5
export const FLAG_TAGS: Readonly<Record<string, TagSpec>> = {
  ':flags': { value: 'strings', needs: 'imap4flags', check: checkFlags },
}

/** The flags that a message is kept with: those of `:flags`, or those set before. */
export function flagsFor(call: Call, run: Run): readonly string[] {
  const given = call.tags.get(':flags')
  return given ? flagsOf(run.texts(given)) : run.flags
}

/** A list of texts of which each may hold several, once each; what is no flag is left out. RFC 5232 §2 */
function flagsOf(texts: readonly string[]): string[] {
  const flags = new Map<string, string>()
  for (const flag of texts.flatMap(text => text.split(/\s+/)))
    if (isFlag(flag) && !flags.has(flag.toLowerCase())) flags.set(flag.toLowerCase(), flag)
  return [...flags.values()].slice(0, MAX_FLAGS)
}

const SYSTEM_FLAGS = new Set(['\\answered', '\\flagged', '\\deleted', '\\seen', '\\draft'])

// RFC 5232 §2: \Recent is nobody's to set; RFC 9051 §9 (flag-keyword).
const isFlag = (flag: string): boolean =>
  flag.startsWith('\\') ? SYSTEM_FLAGS.has(flag.toLowerCase()) : /^[^\s(){%*"\\\]\0-\x1f\x7f]+$/.test(flag)

function checkFlags(value: Value, complain: Complain): void {
  if (value.kind !== 'texts') return
  for (const text of value.texts) {
    const flags = constantOf(text)?.split(/\s+/) ?? []
    for (const name of flags) if (name !== '' && !isFlag(name)) complain('badFlag', { name }, text.start)
  }
}

/** Where the flags are kept: the message's own, or a variable. */
function readFlags(call: Call, run: Run): string[] {
  const name = call.arguments[0]
  return name ? flagsOf([run.variables.read(run.text(name).toLowerCase())]) : [...run.flags]
}

function writeFlags(call: Call, run: Run, flags: readonly string[]): void {
  const name = call.arguments[0]
  if (name) run.variables.write(run.text(name).toLowerCase(), flags.join(' '))
  else run.flags = flags
}

const variable = { name: 'variable', kind: 'string', isOptional: true, check: checkVariable } as const

function checkVariable(value: Value, complain: Complain): void {
  const name = value.kind === 'texts' ? constantOf(value.texts[0]!) : null
  if (name === null || !isVariableName(name)) complain('badVariable', { name: name ?? '' })
}

/** RFC 5232 §3: without `variables` there is no other place than the message. */
function command(
  name: string,
  change: (now: readonly string[], given: readonly string[]) => string[],
): CommandSpec {
  return {
    name,
    arguments: [variable, { name: 'flags', kind: 'strings', check: checkFlags }],
    run(call, run) {
      const given = flagsOf(run.texts(call.arguments[1]))
      writeFlags(call, run, change(readFlags(call, run), given))
    },
  }
}

const isIn = (flags: readonly string[], flag: string): boolean =>
  flags.some(one => one.toLowerCase() === flag.toLowerCase())

export const imap4flags: Extension = {
  name: 'imap4flags',
  commands: [
    command('setflag', (_, given) => [...given]),
    command('addflag', (now, given) => flagsOf([...now, ...given])),
    command('removeflag', (now, given) => now.filter(flag => !isIn(given, flag))),
  ],
  tests: [
    // RFC 5232 §4
    {
      name: 'hasflag',
      tags: MATCH_TAGS,
      arguments: [
        { name: 'variables', kind: 'strings', isOptional: true },
        { name: 'flags', kind: 'strings' },
      ],
      check: (call, complain) => checkMatch(call, 1, complain),
      test(call, run) {
        const [names, wanted] = call.arguments
        const held = names
          ? run.texts(names).flatMap(name => flagsOf([run.variables.read(name.toLowerCase())]))
          : run.flags
        const keys = call.tags.has(':count') ? run.texts(wanted) : run.texts(wanted).flatMap(keysOf)
        return matcherOf(call, run).any(held, keys)
      },
    },
  ],
}

const keysOf = (text: string): string[] => text.split(/\s+/).filter(word => word !== '')
