import type { Writer } from '../writer.ts'
import { type ResponseCode, writeCode } from './code.ts'

export type Condition = 'OK' | 'NO' | 'BAD'

/** The answer that ends a command. RFC 9051 §7.1 */
export function writeTagged(
  writer: Writer,
  tag: string,
  condition: Condition,
  text: string,
  code?: ResponseCode,
): void {
  writeCondition(writer, tag, condition, text, code)
}

/** Something the client should know; BYE before the connection closes, PREAUTH only as the greeting. */
export function writeUntagged(
  writer: Writer,
  condition: Condition | 'BYE' | 'PREAUTH',
  text: string,
  code?: ResponseCode,
): void {
  writeCondition(writer, '*', condition, text, code)
}

/** The server waits: for a literal, for the next step of a login, for DONE. RFC 9051 §7.6 */
export function writeContinuation(writer: Writer, text: string): void {
  writer.line(`+ ${oneLine(text)}`)
}

function writeCondition(
  writer: Writer,
  tag: string,
  condition: string,
  text: string,
  code?: ResponseCode,
): void {
  writer.text(`${tag} ${condition} `)
  if (code) writeCode(writer, code)
  // RFC 9051 §9 (resp-text): the text is never empty.
  writer.line(oneLine(text) || '-')
}

/** A text may quote what a client sent; it must not become a second response. */
function oneLine(text: string): string {
  return text.replace(/[\r\n\0]+/g, ' ')
}
