import { createHash, createHmac, pbkdf2Sync } from 'node:crypto'
import { writeClientFirst } from '../../../../wire/sasl/scram.ts'

/** A client's side of SCRAM-SHA-256, in base64 as the doors have it. RFC 5802 §3 */
export interface ScramClient {
  readonly first: string
  /** What it says to the server's first words, and what the server has to say to that. */
  prove(challenge: string, nonceChange?: string): { final: string; expected: string; salt: string }
}

export function scramClient(user: string, password: string): ScramClient {
  const first = writeClientFirst(user, 'rOprNGfwEbeRWgbNEkqO')
  return {
    first: base64(first),
    prove(challenge, nonceChange = '') {
      const said = Buffer.from(challenge, 'base64').toString()
      const [, nonce, salt, iterations] = /^r=([^,]+),s=([^,]+),i=(\d+)$/.exec(said)!
      const salted = pbkdf2Sync(password, Buffer.from(salt!, 'base64'), Number(iterations), 32, 'sha256')
      const withoutProof = `c=biws,r=${nonce}${nonceChange}`
      const all = `${first.slice(3)},${said},${withoutProof}`
      const key = hmac(salted, 'Client Key')
      const signature = hmac(createHash('sha256').update(key).digest(), all)
      const proof = Buffer.from(key.map((octet, i) => octet ^ signature[i]!))
      return {
        final: base64(`${withoutProof},p=${base64(proof)}`),
        expected: base64(`v=${base64(hmac(hmac(salted, 'Server Key'), all))}`),
        salt: salt!,
      }
    },
  }
}

const base64 = (text: string | Buffer) => Buffer.from(text).toString('base64')
const hmac = (key: Buffer, text: string) => createHmac('sha256', key).update(text).digest()
