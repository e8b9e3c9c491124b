import { createHash, randomBytes } from 'node:crypto'
import type { AccountId } from '../../lib/id.ts'

export const digestOf = (secret: string): Buffer => createHash('sha256').update(secret).digest()

/** A token names its account, so that it is looked for in one place only: "2b.Zm9v…". */
export const makeToken = (accountId: AccountId): string =>
  `${accountId.toString(36)}.${randomBytes(32).toString('base64url')}`

export function readToken(token: string): AccountId | null {
  const [, account] = /^([0-9a-z]{1,11})\.[A-Za-z0-9_-]{43}$/.exec(token) ?? []
  const id = account === undefined ? Number.NaN : Number.parseInt(account, 36)
  return Number.isSafeInteger(id) ? (id as AccountId) : null
}
