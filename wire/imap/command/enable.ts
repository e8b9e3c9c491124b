import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface EnableCommand {
  readonly name: 'enable'
  /** In upper case; the session ignores those it does not know. */
  readonly capabilities: readonly string[]
}

export interface CompressCommand {
  readonly name: 'compress'
  readonly mechanism: string
}

/** RFC 9051 §6.3.1 */
export function readEnable(reader: Reader): EnableCommand {
  reader.space()
  const capabilities = [reader.keyword('Capability')]
  while (reader.more()) capabilities.push(reader.keyword('Capability'))
  return { name: 'enable', capabilities }
}

export function writeEnable(writer: Writer, { capabilities }: EnableCommand): void {
  writer.text(` ${capabilities.join(' ')}`)
}

/** RFC 4978 §3 */
export function readCompress(reader: Reader): CompressCommand {
  reader.space()
  return { name: 'compress', mechanism: reader.keyword('Mechanism') }
}

export function writeCompress(writer: Writer, { mechanism }: CompressCommand): void {
  writer.text(` ${mechanism}`)
}
