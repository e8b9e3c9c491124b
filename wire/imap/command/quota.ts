import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export interface GetQuotaCommand {
  readonly name: 'getquota'
  readonly root: string
}

/** RFC 9208 §4.1.1 */
export function readGetQuota(reader: Reader): GetQuotaCommand {
  reader.space()
  return { name: 'getquota', root: reader.astring() }
}

export function writeGetQuota(writer: Writer, { root }: GetQuotaCommand): void {
  writer.text(' ').astring(root)
}
