import type { Reader } from '../reader.ts'
import type { Writer } from '../writer.ts'

export const STATUS_ITEMS = [
  // RFC 9051 §6.3.11
  'messages',
  'uidnext',
  'uidvalidity',
  'unseen',
  'deleted',
  'size',
  // RFC 3501 §6.3.10
  'recent',
  // RFC 7162 §3.1.7
  'highestmodseq',
  // RFC 7889 §3
  'appendlimit',
  // RFC 8474 §4.3
  'mailboxid',
  // RFC 9208 §4.1.4
  'deleted-storage',
] as const

export type StatusItem = (typeof STATUS_ITEMS)[number]

export interface StatusCommand {
  readonly name: 'status'
  readonly mailbox: string
  readonly items: readonly StatusItem[]
}

/** RFC 9051 §6.3.11 */
export function readStatus(reader: Reader): StatusCommand {
  reader.space()
  const mailbox = reader.mailbox()
  reader.space()
  return { name: 'status', mailbox, items: readStatusItems(reader) }
}

export function writeStatus(writer: Writer, { mailbox, items }: StatusCommand): void {
  writer
    .text(' ')
    .mailbox(mailbox)
    .text(` ${statusItemsText(items)}`)
}

export function readStatusItems(reader: Reader): StatusItem[] {
  const items = reader.list(() => {
    const word = reader.keyword('Status item').toLowerCase()
    return STATUS_ITEMS.find(item => item === word) ?? reader.fail('Unknown status item')
  })
  return items.length > 0 ? items : reader.fail('Status item expected')
}

export function statusItemsText(items: readonly StatusItem[]): string {
  return `(${items.join(' ').toUpperCase()})`
}
