import {
  createCipheriv,
  createDecipheriv,
  createHash,
  createHmac,
  randomBytes,
  randomUUID,
} from 'node:crypto'
import { existsSync } from 'node:fs'
import { link, readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { type Config, StartError } from '../lib/config.ts'

// What the house must be able to use and nobody may read in the database or in its backup: closed with a key that stands
// elsewhere, in the configuration or in a file of the data folder.
//
//   12 octets of nonce · 16 of tag · the rest closed (AES-256-GCM)

export interface Vault {
  close(secret: string): Buffer
  /** Null where it was closed with another key. */
  open(closed: Buffer): string | null
  /** By which a secret is known again, and which says nothing of it without the key. */
  digest(secret: string): Buffer
}

type Needs = Pick<Config, 'data' | 'secret'>

const opened = new WeakMap<Needs, Promise<Vault>>()

/** The one vault of a house. */
export function vaultOf(config: Needs): Promise<Vault> {
  const known = opened.get(config) ?? openVault(config)
  opened.set(config, known)
  return known
}

const NONCE = 12
const TAG = 16

async function openVault({ data, secret }: Needs): Promise<Vault> {
  const key = createHash('sha256')
    .update(secret ?? (await ownSecret(join(data, 'secret.key'))))
    .digest()
  const markKey = createHmac('sha256', key).update('digest').digest()
  return {
    digest: secret => createHmac('sha256', markKey).update(secret).digest(),
    close(text) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const closed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), closed])
    },
    open(closed) {
      const cipher = createDecipheriv('aes-256-gcm', key, closed.subarray(0, NONCE))
      cipher.setAuthTag(closed.subarray(NONCE, NONCE + TAG))
      try {
        return Buffer.concat([cipher.update(closed.subarray(NONCE + TAG)), cipher.final()]).toString('utf8')
      } catch {
        return null
      }
    },
  }
}

/**
 * Made once; two processes that start together agree on the one that was first. It comes to its name whole: of one that
 * was cut short everybody would know the key.
 */
async function ownSecret(file: string): Promise<string> {
  const made = `${file}.${randomUUID()}`
  if (!existsSync(file)) {
    await writeFile(made, `${randomBytes(32).toString('base64url')}\n`, {
      flag: 'wx',
      mode: 0o600,
      flush: true,
    })
    await link(made, file)
      .catch((error: NodeJS.ErrnoException) => {
        if (error.code !== 'EEXIST') throw error
      })
      .finally(() => rm(made))
  }
  const secret = (await readFile(file, 'utf8')).trim()
  if (secret === '') throw new StartError(`${file} is empty: put back what it held, or remove it.`)
  return secret
}
