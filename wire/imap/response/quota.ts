import type { Writer } from '../writer.ts'

export interface QuotaResource {
  /** STORAGE is in units of 1024 octets. RFC 9208 §5.1 */
  readonly name: 'STORAGE' | 'MESSAGE' | 'MAILBOX'
  readonly usage: number
  readonly limit: number
}

/** RFC 9208 §4.2.1 */
export function writeQuota(writer: Writer, root: string, resources: readonly QuotaResource[]): void {
  writer.text('* QUOTA ').astring(root).text(' ')
  writer.list(resources, ({ name, usage, limit }) => writer.text(`${name} ${usage} ${limit}`)).line('')
}

/** RFC 9208 §4.2.2 */
export function writeQuotaRoot(writer: Writer, mailbox: string, roots: readonly string[]): void {
  writer.text('* QUOTAROOT ').mailbox(mailbox)
  for (const root of roots) writer.text(' ').astring(root)
  writer.line('')
}
