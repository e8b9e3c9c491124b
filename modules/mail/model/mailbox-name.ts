import { Refused } from '../../../lib/errors.ts'
import { MAX_MAILBOX_NAME } from '../types.ts'

/** Between the names of a path, in IMAP; so no name holds it. */
export const SEPARATOR = '/'

/** A name as it is kept. */
// RFC 8621 §2
export function readMailboxName(text: string): string {
  const name = text.normalize('NFC').trim()
  if (
    name === '' ||
    name.length > MAX_MAILBOX_NAME ||
    /[\p{Cc}\u2028\u2029]/u.test(name) ||
    name.includes(SEPARATOR)
  )
    throw new Refused('invalidProperties', `"${text}" cannot be the name of a mailbox`, {
      properties: ['name'],
    })
  return name
}

// RFC 9051 §5.1
export const isInboxName = (name: string): boolean => name.toLowerCase() === 'inbox'
