import { Malformed, Refused } from '../../lib/errors.ts'
import type { AccountId } from '../../lib/id.ts'
import type { Log } from '../../lib/log.ts'
import type { Database } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import type { Door } from '../actor.ts'
import { readAddress } from '../address.ts'
import { audit, type Deed } from '../audit.ts'
import { placeOf } from '../place.ts'
import type { Found } from '../resolve.ts'
import type { Lock, Locked } from './attempts.ts'

/** Who was locked out, as far as it is known. */
interface Outside {
  readonly address: string
  readonly known: Pick<Found, 'organisationId' | 'principalId'> | null
  readonly ip: string
  readonly door: Door
}

/** Refuses, in words and with when to come again; the first time, the administrators hear of it. */
export async function lockOut(
  { db, log }: { readonly db: Database; readonly log: Log },
  { locked, seconds, news }: Lock,
  outside: Outside,
): Promise<never> {
  for (const lock of news) {
    log.warn('logins are locked', { lock, address: outside.address, ip: outside.ip, door: outside.door })
    await tell(db, lock, outside)
  }
  const minutes = Math.ceil(seconds / 60)
  throw new Refused(
    'tooManyAttempts',
    `${WORDS[locked]}: try again in ${minutes} minute${minutes === 1 ? '' : 's'}`,
    { retryAfter: seconds, locked },
  )
}

const WORDS: Readonly<Record<Locked, string>> = {
  pair: 'Too many wrong passwords for this address',
  address: 'Too many wrong passwords for this address, from many places',
  place: 'Too many wrong passwords from your network',
}

async function tell(db: Database, lock: Locked, { address, known, ip, door }: Outside): Promise<void> {
  // An address that is nobody's has nobody to hear of it; a place where it is tried has the owner of the domain.
  const organisationId = known?.organisationId ?? (lock === 'place' ? await findOwner(db, address) : null)
  if (organisationId === null) return
  const target: Deed['target'] =
    lock === 'place' || !known
      ? { type: 'Place', id: null, name: placeOf(ip) }
      : { type: 'Principal', id: known.principalId, name: address }
  const details = { lock, door }
  await db.write(tx => audit(tx, null, organisationId, { action: 'loginLocked', target, details, ip }))
}

async function findOwner(db: Database, address: string): Promise<AccountId | null> {
  const row = await db.row<{ id: AccountId }>(
    sql`select account_id as id from domain where name = ${domainOf(address)}`,
  )
  return row?.id ?? null
}

function domainOf(address: string): string {
  try {
    return readAddress(address).domain
  } catch (error) {
    if (error instanceof Malformed) return ''
    throw error
  }
}
