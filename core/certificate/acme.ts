import { createHash } from 'node:crypto'
import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { Client, crypto } from 'acme-client'
import { checkPair, type Pair, writePair } from './pair.ts'

/** What the authority is asked for, and by whom. */
export interface Order {
  readonly directory: string
  readonly email: string | null
  readonly hostname: string
  /** The folder of the keys. */
  readonly folder: string
}

/**
 * What the HTTP door answers to the authority's question under /.well-known/acme-challenge/, whichever process it is asked
 * of; null when nothing was asked. RFC 8555 §8.3
 */
export const challengeOf = (folder: string, token: string): Promise<string | null> =>
  readFile(challengeFile(folder, token), 'utf8').catch(() => null)

/** A token is the authority's, and asked by whoever comes: none of its characters is of a path here. */
const challengeFile = (folder: string, token: string): string =>
  join(folder, `challenge-${createHash('sha256').update(token).digest('hex')}`)

export const acmeFile = (folder: string): string => join(folder, 'acme.pem')

// RFC 8555 §7.1
export async function obtain(order: Order): Promise<Pair> {
  const client = new Client({ directoryUrl: order.directory, accountKey: await accountKey(order.folder) })
  const [key, csr] = await crypto.createCsr(
    { commonName: order.hostname, altNames: [order.hostname] },
    await crypto.createPrivateEcdsaKey(),
  )
  const cert = await client.auto({
    csr,
    ...(order.email === null ? {} : { email: order.email }),
    termsOfServiceAgreed: true,
    challengePriority: ['http-01'],
    // The house may not reach itself by its public name; the authority can, or says why not.
    skipChallengeVerification: true,
    challengeCreateFn: async (_, { token }, answer) =>
      writeFile(challengeFile(order.folder, token), answer, { mode: 0o600 }),
    challengeRemoveFn: async (_, { token }) => rm(challengeFile(order.folder, token), { force: true }),
  })
  const pair = checkPair({ key: key.toString(), cert })
  await writePair(acmeFile(order.folder), pair)
  return pair
}

/** The authority knows the house by this key; made once. */
async function accountKey(folder: string): Promise<Buffer> {
  const file = join(folder, 'acme-account.pem')
  const kept = await readFile(file).catch(() => null)
  if (kept) return kept
  const made = await crypto.createPrivateEcdsaKey()
  await writeFile(file, made, { mode: 0o600, flag: 'wx' })
  return made
}
