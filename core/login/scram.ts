import { createHash, createHmac, pbkdf2, randomBytes, timingSafeEqual } from 'node:crypto'
import { promisify } from 'node:util'

/** What is kept beside a hash, so that a client may prove a password without saying it. RFC 5802 §3 */
export interface ScramKeys {
  /** base64, as all of these. */
  readonly salt: string
  readonly iterations: number
  readonly storedKey: string
  readonly serverKey: string
}

/** RFC 7677 §4 asks for 4096 at least; clients by Cyrus SASL (mutt, mbsync, KMail) refuse more than 65,536. */
export const SCRAM_ITERATIONS = 60_000

export const makeSalt = (): Buffer => randomBytes(16)

export async function deriveScram(password: string, salt: Buffer): Promise<ScramKeys> {
  const salted = await promisify(pbkdf2)(password.normalize('NFKC'), salt, SCRAM_ITERATIONS, 32, 'sha256')
  return {
    salt: salt.toString('base64'),
    iterations: SCRAM_ITERATIONS,
    storedKey: sha256(hmac(salted, 'Client Key')).toString('base64'),
    serverKey: hmac(salted, 'Server Key').toString('base64'),
  }
}

/** The server's own proof, when the client's is right; otherwise null. */
export function answerProof({ storedKey, serverKey }: ScramKeys, said: string, proof: Buffer): Buffer | null {
  const stored = Buffer.from(storedKey, 'base64')
  const signature = hmac(stored, said)
  if (proof.length !== signature.length) return null
  const clientKey = signature.map((octet, i) => octet ^ proof[i]!)
  return timingSafeEqual(sha256(clientKey), stored) ? hmac(Buffer.from(serverKey, 'base64'), said) : null
}

const hmac = (key: Buffer, text: string): Buffer => createHmac('sha256', key).update(text).digest()
const sha256 = (octets: Uint8Array): Buffer => createHash('sha256').update(octets).digest()
