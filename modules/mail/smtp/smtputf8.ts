import type { SMTPServerSession } from 'smtp-server'
import { replies } from '../../../wire/smtp/replies.ts'
import { Refusal } from './refusal.ts'

/** A local part beyond ASCII needs the extension; a domain has a form without. RFC 6531 §3.5 */
export function refuseBareUtf8(address: string, { envelope }: SMTPServerSession): void {
  const local = address.slice(0, address.lastIndexOf('@'))
  if (!envelope.smtpUtf8 && /[^\x00-\x7f]/.test(local)) throw new Refusal(replies.needsUtf8)
}
