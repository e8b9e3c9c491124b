import { Malformed } from '../../lib/errors.ts'

/** What a client answers to a challenge. Throws Malformed, also where it thinks better of it. RFC 4422 §3 */
export function readSaslLine(line: string): Buffer {
  if (line === '*') throw new Malformed('Cancelled')
  return readBase64(line) ?? fail()
}

/** What a client says before it is asked: `=` for no octets; undefined when it is not base64. RFC 4959 §3, RFC 4954 §4 */
export const readInitial = (word: string): Buffer | undefined =>
  word === '=' ? Buffer.alloc(0) : readBase64(word)

function readBase64(text: string): Buffer | undefined {
  return /^[A-Za-z0-9+/]*={0,2}$/.test(text) && text.length % 4 === 0
    ? Buffer.from(text, 'base64')
    : undefined
}

const fail = (): never => {
  throw new Malformed('This is not base64')
}
