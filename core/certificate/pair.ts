import { X509Certificate } from 'node:crypto'
import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { dirname } from 'node:path'
import { createSecureContext } from 'node:tls'

/** A private key and the chain of certificates that goes with it, in PEM. */
export interface Pair {
  readonly key: string
  readonly cert: string
}

/** The leaf of the chain: whom it names, until when. */
export const leafOf = (pair: Pair): X509Certificate => new X509Certificate(pair.cert)

export const expiryOf = (pair: Pair): Date => new Date(leafOf(pair).validTo)

/** Throws when the key is not the certificate's, or either cannot be read. */
export function checkPair({ key, cert }: Pair): Pair {
  createSecureContext({ key, cert })
  return { key: `${key.trim()}\n`, cert: `${cert.trim()}\n` }
}

/** Key and chain stand in one file, so that no one ever finds half of a change. */
export async function writePair(file: string, { key, cert }: Pair): Promise<void> {
  await mkdir(dirname(file), { recursive: true, mode: 0o700 })
  const fresh = `${file}.${process.pid}`
  await writeFile(fresh, key + cert, { mode: 0o600 })
  await rename(fresh, file)
}

/** Null when there is none, or not a whole one. */
export async function readPair(file: string): Promise<Pair | null> {
  try {
    const pem = await readFile(file, 'utf8')
    const chain = pem.indexOf('-----BEGIN CERTIFICATE')
    return checkPair({ key: pem.slice(0, chain), cert: pem.slice(chain) })
  } catch {
    return null
  }
}
