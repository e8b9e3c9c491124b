import { isIP } from 'node:net'
import { join } from 'node:path'
import { generate } from 'selfsigned'
import { checkPair, expiryOf, leafOf, type Pair, readPair, writePair } from './pair.ts'

const DAY = 24 * 60 * 60 * 1000
const VALID_DAYS = 730
const RENEWED_BEFORE_DAYS = 60

export const selfSignedFile = (data: string): string => join(data, 'tls', 'self-signed.pem')

/** The certificate that the house makes for itself: kept, so that whoever trusted it once meets it again. */
export async function selfSigned(data: string, hostname: string, now: Date): Promise<Pair> {
  const file = selfSignedFile(data)
  const kept = await readPair(file)
  if (kept && isFor(kept, hostname) && expiryOf(kept).getTime() > now.getTime() + RENEWED_BEFORE_DAYS * DAY)
    return kept
  const made = await make(hostname, now)
  await writePair(file, made)
  return made
}

const isFor = (pair: Pair, hostname: string): boolean => leafOf(pair).subject.includes(`CN=${hostname}`)

async function make(hostname: string, now: Date): Promise<Pair> {
  const made = await generate([{ name: 'commonName', value: hostname }], {
    keyType: 'ec',
    algorithm: 'sha256',
    notBeforeDate: new Date(now.getTime() - DAY),
    notAfterDate: new Date(now.getTime() + VALID_DAYS * DAY),
    extensions: [
      { name: 'basicConstraints', cA: false, critical: true },
      { name: 'keyUsage', digitalSignature: true, critical: true },
      { name: 'extKeyUsage', serverAuth: true },
      {
        name: 'subjectAltName',
        altNames: [...new Set([hostname, 'localhost', '127.0.0.1', '::1'])].map(nameOf),
      },
    ],
  })
  return checkPair({ key: made.private, cert: made.cert })
}

const nameOf = (name: string) =>
  isIP(name) ? { type: 7 as const, ip: name } : { type: 2 as const, value: name }
