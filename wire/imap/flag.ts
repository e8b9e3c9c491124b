import type { Reader } from './reader.ts'

/** RFC 9051 §9 (flag): `\Seen`, or a keyword such as `$Forwarded`. */
export type Flag = string

/** RFC 9051 §2.3.2, and \Recent of RFC 3501 §2.3.2 */
const SYSTEM: readonly Flag[] = ['\\Answered', '\\Flagged', '\\Deleted', '\\Seen', '\\Draft', '\\Recent']

/** System flags in their own letter case; keywords as the client writes them. */
export function readFlag(reader: Reader): Flag {
  if (!reader.take('\\')) return reader.atom('Flag')
  const flag = `\\${reader.atom('Flag')}`
  return SYSTEM.find(known => known.toLowerCase() === flag.toLowerCase()) ?? flag
}

export function readFlagList(reader: Reader): Flag[] {
  return reader.list(() => readFlag(reader))
}

/** STORE also takes flags without parentheses. RFC 9051 §9 (store-att-flags) */
export function readFlags(reader: Reader): Flag[] {
  if (reader.sees('(')) return readFlagList(reader)
  const flags = [readFlag(reader)]
  while (reader.more()) flags.push(readFlag(reader))
  return flags
}

export function writeFlagList(flags: Iterable<Flag>): string {
  return `(${[...flags].join(' ')})`
}

/** May these characters stand in a keyword? */
export function isFlag(text: string): boolean {
  return /^\\?[^\x00-\x20"%*(){\]\\\x7f-\uffff]+$/.test(text)
}

const OF_KEYWORD: Readonly<Record<string, Flag>> = {
  $answered: '\\Answered',
  $flagged: '\\Flagged',
  $seen: '\\Seen',
  $draft: '\\Draft',
}

/** RFC 8621 §4.1.1: the JMAP keyword of a flag; undefined for \Deleted and \Recent, which have none. */
export function keywordOfFlag(flag: Flag): string | undefined {
  if (!flag.startsWith('\\')) return flag.toLowerCase()
  return Object.keys(OF_KEYWORD).find(keyword => OF_KEYWORD[keyword] === flag)
}

export function flagOfKeyword(keyword: string): Flag {
  return OF_KEYWORD[keyword] ?? keyword
}
