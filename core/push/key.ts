import webpush from 'web-push'
import type { AccountId } from '../../lib/id.ts'
import type { Queryable } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import type { House } from '../house.ts'
import { vaultOf } from '../vault.ts'

// By what a push service knows that two messages come from one sender, and whom to write to about them. A browser ties its
// subscription to the public key, so that nobody else can push to it: a new pair would end them all.

// RFC 8292 §2
export interface PushKey {
  /** In base64url, uncompressed. */
  readonly publicKey: string
  readonly privateKey: string
}

type Needs = Pick<House, 'db' | 'config'>

const known = new WeakMap<Needs['db'], Promise<PushKey>>()

/** The one pair of the house, made by whoever asks first. */
export function pushKeyOf(house: Needs): Promise<PushKey> {
  const found = known.get(house.db)
  if (found) return found
  const asked = readKey(house)
  known.set(house.db, asked)
  asked.catch(() => known.delete(house.db))
  return asked
}

/** Two processes that make one at once both keep the one that was first. */
async function readKey({ db, config }: Needs): Promise<PushKey> {
  const vault = await vaultOf(config)
  const found = await findKey(db)
  const privateKey = found && vault.open(found.closed)
  if (found && privateKey !== null) return { publicKey: found.publicKey, privateKey }
  const made = webpush.generateVAPIDKeys()
  await db.write(async tx => {
    // What another secret had closed is lost, and with it what browsers subscribed to for it.
    const lost =
      found &&
      (await tx.run(sql`delete from push_key where account_id = 0 and public_key = ${found.publicKey}`))
    if (lost) await tx.run(sql`delete from push_subscription where keys is not null`)
    await tx.run(sql`
      insert into push_key (account_id, public_key, private_key)
      values (0, ${made.publicKey}, ${vault.close(made.privateKey)}) on conflict do nothing`)
  })
  const kept = await findKey(db)
  const opened = kept && vault.open(kept.closed)
  if (!kept || opened === null)
    throw new Error('another process keeps the key of pushes under another secret')
  return { publicKey: kept.publicKey, privateKey: opened }
}

const findKey = (db: Queryable): Promise<{ publicKey: string; closed: Buffer } | null> =>
  db.row(sql`
    select public_key as "publicKey", private_key as closed from push_key where account_id = 0`)

/** What proves to a push service who is sending. */
// RFC 8292 §3
export async function authorize(house: House, organisationId: AccountId, url: string): Promise<string> {
  const { publicKey, privateKey } = await pushKeyOf(house)
  const contact = await findContact(house, organisationId)
  const { origin } = new URL(url)
  return webpush.getVapidHeaders(origin, contact, publicKey, privateKey, 'aes128gcm').Authorization
}

/** Every domain has a postmaster (RFC 5321 §4.5.1). */
// RFC 8292 §2.1
async function findContact({ db, config }: House, organisationId: AccountId): Promise<string> {
  const row = await db.row<{ name: string }>(sql`
    select name from domain where account_id = ${organisationId} and alias_of is null order by id limit 1`)
  return `mailto:postmaster@${row?.name ?? config.hostname ?? 'localhost'}`
}
