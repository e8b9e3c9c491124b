import type { Part } from './part.ts'

export interface Protection {
  isSigned: boolean
  isEncrypted: boolean
}

/** What the outside of a message says of its cryptography; nothing is verified here. */
export function protectionOf(structure: Part, text: string): Protection {
  return { isSigned: isSigned(structure, text), isEncrypted: isEncrypted(structure, text) }
}

// RFC 1847 §2.1; RFC 8551 §3.5; RFC 9580 §7
function isSigned(structure: Part, text: string): boolean {
  return (
    some(structure, part => part.type === 'multipart/signed' || smimeKind(part) === 'signed-data') ||
    text.includes('-----BEGIN PGP SIGNED MESSAGE-----')
  )
}

// RFC 1847 §2.2; RFC 8551 §3.3
function isEncrypted(structure: Part, text: string): boolean {
  return (
    some(structure, part => part.type === 'multipart/encrypted' || /envelope/.test(smimeKind(part) ?? '')) ||
    text.includes('-----BEGIN PGP MESSAGE-----')
  )
}

function smimeKind(part: Part): string | null {
  if (part.type !== 'application/pkcs7-mime' && part.type !== 'application/x-pkcs7-mime') return null
  // Without the parameter it is what most senders mean by this type.
  return part.parameters['smime-type']?.toLowerCase() ?? 'enveloped-data'
}

/** Messages inside this one speak for themselves. */
function some(part: Part, test: (part: Part) => boolean): boolean {
  return test(part) || (part.parts ?? []).some(child => some(child, test))
}
