/**
 * Mailbox names: a JavaScript string here, modified UTF-7 on the wire of IMAP4rev1.
 * RFC 3501 §5.1.3 keeps one spelling of each name; readMailboxName refuses the others.
 */
export function readMailboxName(text: string, utf8: boolean): string | undefined {
  // Decomposed letters (macOS) are the same name; RFC 9051 §5.1: INBOX in any letter case is the same mailbox.
  if (/^inbox$/i.test(text)) return 'INBOX'
  return (utf8 ? text : decodeUtf7(text))?.normalize('NFC')
}

export function writeMailboxName(name: string, utf8: boolean): string {
  return utf8 ? name : encodeUtf7(name)
}

/** Undefined when a shift is not closed, does not hold UTF-16, or holds what needs none. */
export function decodeUtf7(text: string): string | undefined {
  const decoded = text.replace(/&([A-Za-z0-9+,]*)-/g, (_, shifted: string) =>
    shifted ? decodeShift(shifted) : '&',
  )
  // Raw 8-bit text is no modified UTF-7 at all; it is taken as it stands.
  const raw = /[^\x00-\x7f]/.test(text)
  return decoded.isWellFormed() && (raw || encodeUtf7(decoded) === text) ? decoded : undefined
}

export function encodeUtf7(name: string): string {
  return name.replace(/&|[^\x20-\x7e]+/g, run => (run === '&' ? '&-' : `&${encodeShift(run)}-`))
}

function decodeShift(shifted: string): string {
  const bytes = Buffer.from(shifted.replaceAll(',', '/'), 'base64')
  return bytes.length % 2 === 0 ? bytes.swap16().toString('utf16le') : ''
}

function encodeShift(run: string): string {
  const base64 = Buffer.from(run, 'utf16le').swap16().toString('base64')
  return base64.replace(/=+$/, '').replaceAll('/', ',')
}
