import { type Command, type Script, writeScript } from '../../../../wire/sieve/script.ts'
import { actionTrees, readActions } from './action.ts'
import { conditionTree, readCondition } from './condition.ts'
import { type Rule, tidyRule } from './rule.ts'
import { around, extensionsOf, type Tree, tree, writeTree } from './tree.ts'

/**
 * A rule as it stands in a script; off, it is a comment, which no filter runs:
 *
 *     # rule: Invoices                     # rule off: Invoices
 *     if header :contains "subject" "x" {  #| if header :contains "subject" "x" {
 *       fileinto :mailboxid "m7" "Money";  #|   fileinto :mailboxid "m7" "Money";
 *     }                                    #| }
 */
export function writeRule(given: Rule): string {
  const rule = tidyRule(given)
  const code = writeCode(rule)
  if (rule.isOn) return `${withName('# rule:', rule.name)}${code}`
  return withName('# rule off:', rule.name) + code.replace(/^(?=.)/gm, '#| ')
}

const withName = (mark: string, name: string): string => `${mark} ${name}`.trimEnd().concat('\n')

function writeCode(rule: Rule): string {
  const commands = actionTrees(rule.actions, rule.stops).map(command => `  ${writeTree(command)};\n`)
  return `if ${writeTree(testOf(rule))} {\n${commands.join('')}}\n`
}

function testOf({ conditions, match }: Rule): Tree {
  const tests = conditions.map(conditionTree)
  if (tests.length > 1) return around(match === 'all' ? 'allof' : 'anyof', tests, true)
  return tests[0] ?? tree('true')
}

/** The extensions that a rule needs while it is on. */
export function ruleExtensions(given: Rule): string[] {
  const rule = tidyRule(given)
  if (!rule.isOn) return []
  return [testOf(rule), ...actionTrees(rule.actions, rule.stops)].flatMap(node => [...extensionsOf(node)])
}

/**
 * The rule that a command is, without its name; null unless it says exactly what the rule says: no test, no argument and
 * no comment more. How it is laid out does not matter.
 */
export function readRule({ source }: Pick<Script, 'source'>, command: Command): Rule | null {
  if (command.name.toLowerCase() !== 'if' || !command.block) return null
  const conditions = readConditions(command.tests[0])
  const done = readActions(command.block)
  if (!conditions || !done) return null
  const rule: Rule = { name: '', isOn: true, ...conditions, ...done }
  const written = writeScript({
    source: source.slice(0, command.end),
    commands: [{ ...command, lead: command.start }],
    tail: command.end,
  })
  return isSame(rule, tidyRule(rule)) && written === writeCode(rule) ? rule : null
}

const isSame = (a: Rule, b: Rule): boolean => JSON.stringify(a) === JSON.stringify(b)

function readConditions(test: Tree | undefined): Pick<Rule, 'match' | 'conditions'> | null {
  const name = test?.name.toLowerCase()
  if (!test || name === 'true') return test ? { match: 'all', conditions: [] } : null
  const isMany = name === 'allof' || name === 'anyof'
  const conditions = (isMany ? test.tests : [test]).map(readCondition)
  if (!conditions.every(one => one !== null)) return null
  return { match: name === 'anyof' ? 'any' : 'all', conditions }
}
