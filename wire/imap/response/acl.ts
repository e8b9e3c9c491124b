import type { Writer } from '../writer.ts'

/** RFC 4314 §3.6: who holds which rights, one letter each. */
export function writeAclResponse(
  writer: Writer,
  mailbox: string,
  entries: Iterable<readonly [identifier: string, rights: string]>,
): void {
  writer.text('* ACL ').mailbox(mailbox)
  for (const [identifier, rights] of entries) writer.text(' ').astring(identifier).text(' ').astring(rights)
  writer.line('')
}

/** RFC 4314 §3.7: what an identifier always has, then what may be given, tied rights together. */
export function writeListRights(
  writer: Writer,
  mailbox: string,
  identifier: string,
  required: string,
  optional: readonly string[],
): void {
  writer.text('* LISTRIGHTS ').mailbox(mailbox).text(' ').astring(identifier)
  for (const rights of [required, ...optional]) writer.text(' ').astring(rights)
  writer.line('')
}

/** RFC 4314 §3.8 */
export function writeMyRights(writer: Writer, mailbox: string, rights: string): void {
  writer.text('* MYRIGHTS ').mailbox(mailbox).text(' ').astring(rights).line('')
}
