import { readFile, writeFile } from 'node:fs/promises'
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

/** Answers to the authority's questions, by token: what stands under /.well-known/acme-challenge/. RFC 8555 §8.3 */
export type Challenges = Map<string, string>

export const acmeFile = (folder: string): string => join(folder, 'acme.pem')

// RFC 8555 §7.1
export async function obtain(order: Order, challenges: Challenges): Promise<Pair> {
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
    challengeCreateFn: async (_, { token }, answer) => void challenges.set(token, answer),
    challengeRemoveFn: async (_, { token }) => void challenges.delete(token),
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
