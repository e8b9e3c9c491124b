import { Malformed } from '../../lib/errors.ts'

/** What can be wrong with a script, in words; an interface says them in its own language by their codes. */
const SENTENCES = {
  tooLarge: 'The script is longer than {max} characters.',
  unexpectedCharacter: 'The character {found} cannot stand here.',
  unclosedString: 'This text has no closing quote.',
  unclosedText: 'This text has no line with a single dot at its end.',
  unclosedComment: 'This comment has no end.',
  textWithoutLine: 'After "text:" the line must end.',
  numberTooLarge: 'This number is too large.',
  expected: '{expected} is expected here, not {found}.',
  tooDeep: 'Blocks and tests are nested too deep.',
  tooLong: 'The script has too many commands.',
  listTooLong: 'The list has too many texts.',
  unknownCommand: 'The command "{name}" is not known.',
  unknownTest: 'The test "{name}" is not known.',
  unknownTag: '"{name}" does not know {tag}.',
  unknownExtension: 'The extension "{name}" is not available here.',
  notNotified:
    'Notifications of the extension "{name}" are not available here: use "redirect :copy" instead.',
  notRequired: '"{name}" needs: require "{extension}".',
  requireNotFirst: '"require" stands before all other commands.',
  repeatedTag: '{tag} cannot stand here with another of its kind.',
  misplacedTag: '{tag} must stand before the other arguments.',
  tagWithoutValue: '{tag} needs a value.',
  wrongKind: '"{name}" expects {expected} here.',
  missingArgument: '"{name}" lacks its argument: {expected}.',
  tooManyArguments: '"{name}" has an argument too many.',
  missingTest: '"{name}" needs a test.',
  unexpectedTest: '"{name}" takes no test.',
  tooManyTests: '"{name}" takes one test only.',
  missingBlock: '"{name}" needs a block in braces.',
  unexpectedBlock: '"{name}" takes no block.',
  notAfterIf: '"{name}" must follow an "if".',
  unknownComparator: 'The comparator "{name}" is not available.',
  comparatorCannot: 'The comparator "{name}" does not know {tag}.',
  unknownRelation: '"{name}" is no relation: gt, ge, lt, le, eq or ne.',
  badPattern: 'This regular expression cannot be read: {reason}.',
  badHeader: '"{name}" is no name of a header field.',
  badAddress: '"{name}" is no address.',
  badAddressField: '"{name}" is no field with addresses.',
  badEnvelopePart: '"{name}" is no part of the envelope.',
  localVariable: 'The variable "{name}" is this script’s own already: declare it "global" before it is set.',
  badVariable: '"{name}" is no name of a variable.',
  badDatePart: '"{name}" is no part of a date.',
  badZone: '"{name}" is no time zone: +hhmm or -hhmm.',
  badEncoding: '"{name}" stands for no character.',
  badFlag: '"{name}" is no flag.',
  badMailbox: '"{name}" is no name of a mailbox.',
  badContentType: '"{name}" is no type of content.',
  outOfRange: '{name} must lie between {min} and {max}.',
  constantExpected: '"{name}" expects a text without variables here.',
  excludes: '{tag} and {other} exclude each other.',
  needsTag: '{tag} needs {other}.',
  unknownScript: 'There is no script "{name}".',
  circularInclude: 'The script "{name}" includes itself.',
  tooManyIncludes: 'Too many scripts include one another.',
  outsideOfLoop: '"{name}" stands in no loop.',
  noSuchLoop: 'No loop "{name}" is around this "break".',
  tooManyLoops: 'More than {max} loops stand inside one another.',
  faultInside: 'The script "{name}" has a fault in line {line}: {reason}',
  // What the house forbids
  notForwarded: 'Your organisation does not let mail be forwarded to "{name}".',
  // While it runs
  tooManySteps: 'The script takes too many steps.',
  tooManyActions: 'The script does too much with one message.',
  tooManyRedirects: 'The script forwards one message to more than {max} addresses.',
  tooManyVariables: 'The script keeps too many variables.',
  valueTooLarge: 'A value is too large.',
  conflict: '"{name}" cannot be done together with "{other}".',
  noSuchMailbox: 'There is no mailbox "{name}".',
  scriptError: 'The script gives up: {message}',
} as const

export type FaultCode = keyof typeof SENTENCES
export type FaultWords = Readonly<Record<string, string | number>>

/** Where a script is wrong: line and column count from one, the column in characters. */
export interface Fault {
  readonly code: FaultCode
  readonly words: FaultWords
  readonly offset: number
  readonly line: number
  readonly column: number
  readonly message: string
}

export class SieveFault extends Malformed {
  readonly fault: Fault

  constructor(fault: Fault) {
    super(fault.message, `${fault.line}:${fault.column}`)
    this.fault = fault
  }
}

export function faultAt(text: string, offset: number, code: FaultCode, words: FaultWords = {}): Fault {
  return { code, words, offset, ...placeOf(text, offset), message: sentence(code, words) }
}

function placeOf(text: string, offset: number): { line: number; column: number } {
  const before = text.slice(0, offset).split(/\r\n|\r|\n/)
  return { line: before.length, column: [...before.at(-1)!].length + 1 }
}

const sentence = (code: FaultCode, words: FaultWords): string =>
  SENTENCES[code].replace(/\{(\w+)\}/g, (_, name: string) => String(words[name] ?? ''))
