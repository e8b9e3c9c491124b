/** How a command ended. RFC 5804 §1.3 */
export type Ending = 'OK' | 'NO' | 'BYE'

/** Line breaks need a literal. RFC 5804 §4 (string) */
export const writeString = (text: string): string =>
  /[\r\n\0]/.test(text) || Buffer.byteLength(text) > MAX_QUOTED
    ? writeLiteral(text)
    : `"${text.replace(/["\\]/g, '\\$&')}"`

export const writeLiteral = (text: string): string => `{${Buffer.byteLength(text)}}\r\n${text}`

const MAX_QUOTED = 1024

export const writeLine = (...words: readonly string[]): string => `${words.join(' ')}\r\n`

export const writeEnding = (ending: Ending, text: string, code: string | null = null): string =>
  writeLine(ending, ...(code === null ? [] : [`(${code})`]), ...(text === '' ? [] : [writeString(text)]))

/** A capability, and what it says. RFC 5804 §1.7 */
export const writeCapability = (name: string, value: string | null): string =>
  writeLine(writeString(name), ...(value === null ? [] : [writeString(value)]))
