import { randomBytes } from 'node:crypto'
import { Refused } from '../../lib/errors.ts'
import type { AccountId, RecordId } from '../../lib/id.ts'
import type { Queryable, Tx } from '../../store/database.ts'
import { raw, sql } from '../../store/sql.ts'
import type { States } from '../states.ts'
import type { Whose } from './enqueue.ts'

export interface PushKeys {
  readonly p256dh: string
  readonly auth: string
}

/** Where one client of a person wants to hear of changes. RFC 8620 §7.2 */
export interface Subscription {
  readonly id: number
  readonly accountId: AccountId
  readonly deviceClientId: string
  readonly url: string
  readonly keys: PushKeys | null
  readonly types: readonly string[] | null
  /** Accounts that it tells of; null: every one that its owner sees. */
  readonly accountIds: readonly AccountId[] | null
  /** What the client must send back to prove that the address is its own. */
  readonly code: string
  readonly verified: boolean
  readonly expiresAt: Date
  readonly told: States
}

export interface NewSubscription
  extends Pick<
    Subscription,
    'deviceClientId' | 'url' | 'keys' | 'types' | 'accountIds' | 'expiresAt' | 'told'
  > {
  /** The session that it ends with. */
  readonly sessionId: RecordId | null
}

/** Days that a subscription lives at most without being renewed. */
export const SUBSCRIPTION_DAYS = 30
export const MAX_SUBSCRIPTIONS = 50

const COLUMNS = raw(`id, account_id as "accountId", device_client_id as "deviceClientId", url, keys, types,
  to_jsonb(account_ids) as "accountIds", code, verified, expires_at as "expiresAt", told`)

/** How often what lets the owner of an account in has been taken away; core/login/password.ts. */
const SECRETS = `select p.secrets from account a
  join principal p on p.account_id = a.organisation_id and p.id = a.principal_id`

/** RFC 8620 §7.2: it ends with what its maker signed in by. */
const STANDS = raw(`s.expires_at > now() and case when s.login_session_id is null
  then s.secrets is null or s.secrets = (${SECRETS} where a.account_id = s.account_id)
  else exists (select from login_session l where l.account_id = s.account_id and l.id = s.login_session_id) end`)
const LIVES = sql`s.removed_at is null and ${STANDS}`

export const listSubscriptions = (db: Queryable, accountId: AccountId): Promise<Subscription[]> =>
  db.rows(sql`select ${COLUMNS} from push_subscription s
    where account_id = ${accountId} and ${LIVES} order by id`)

export const findSubscription = (
  db: Queryable,
  accountId: AccountId,
  id: number,
): Promise<Subscription | null> =>
  db.row(sql`select ${COLUMNS} from push_subscription s
    where account_id = ${accountId} and id = ${id} and ${LIVES}`)

export async function createSubscription(
  tx: Tx,
  accountId: AccountId,
  made: NewSubscription,
): Promise<number> {
  const { n } = (await tx.row<{ n: number }>(
    sql`select count(*) as n from push_subscription where account_id = ${accountId} and removed_at is null`,
  ))!
  if (n >= MAX_SUBSCRIPTIONS) throw new Refused('tooMany', `at most ${MAX_SUBSCRIPTIONS} subscriptions`)
  const row = await tx.row<{ id: number }>(sql`
    insert into push_subscription
      (account_id, device_client_id, url, keys, types, account_ids, code, expires_at, told, login_session_id,
        secrets)
    values (${accountId}, ${made.deviceClientId}, ${made.url}, ${made.keys}::jsonb, ${made.types}::text[],
      ${made.accountIds}::bigint[], ${randomBytes(18).toString('base64url')}, ${made.expiresAt},
      ${JSON.stringify(made.told)}::jsonb, ${made.sessionId},
      (${raw(SECRETS)} where a.account_id = ${accountId})) returning id`)
  return row!.id
}

type Changed = Pick<Subscription, 'types' | 'accountIds' | 'expiresAt' | 'verified'>

export async function updateSubscription(
  tx: Tx,
  accountId: AccountId,
  id: number,
  { types, accountIds, expiresAt, verified }: Changed,
): Promise<void> {
  await tx.run(sql`update push_subscription
    set types = ${types}::text[], account_ids = ${accountIds}::bigint[], expires_at = ${expiresAt}, verified = ${verified}
    where account_id = ${accountId} and id = ${id}`)
}

/** Taken away by its person: as long as it would have lived, its device can learn that it is not to come back. */
export async function removeSubscription(tx: Tx, accountId: AccountId, id: number): Promise<boolean> {
  const removed = await tx.run(sql`
    update push_subscription s set removed_at = now(), url = '', keys = null, told = '{}'
    where account_id = ${accountId} and id = ${id} and ${LIVES}`)
  await tx.run(sql`
    delete from push_subscription where account_id = ${accountId} and id in (
      select id from push_subscription where account_id = ${accountId} and removed_at is not null
      order by removed_at desc offset ${MAX_SUBSCRIPTIONS})`)
  return removed > 0
}

export const isRemoved = async (db: Queryable, accountId: AccountId, id: number): Promise<boolean> =>
  (await db.row(sql`
    select from push_subscription where account_id = ${accountId} and id = ${id} and removed_at is not null`)) !==
  null

/** It is of no use any more, whoever wants it. */
export const deleteSubscription = async (db: Queryable, accountId: AccountId, id: number): Promise<boolean> =>
  (await db.run(sql`delete from push_subscription where account_id = ${accountId} and id = ${id}`)) > 0

export const rememberTold = (db: Queryable, { accountId, id }: Subscription, told: States): Promise<number> =>
  db.run(sql`update push_subscription set told = ${JSON.stringify(told)}::jsonb
    where account_id = ${accountId} and id = ${id}`)

export const sweepSubscriptions = (db: Queryable): Promise<number> =>
  db.run(sql`delete from push_subscription s where not (${STANDS})`)

/** All that are verified, of one person or of everybody. */
export const listSubscribed = (db: Queryable, accountId: AccountId | null = null): Promise<Whose[]> =>
  db.rows(sql`
    select s.account_id as "accountId", s.id from push_subscription s
    where (${accountId}::bigint is null or s.account_id = ${accountId}) and s.verified and ${LIVES}`)

/**
 * Verified subscriptions, to any of these types, of those who see any of these accounts: their owners, and whom
 * something there, or all of it, is shared with.
 */
export const listListeners = (
  db: Queryable,
  accountIds: readonly AccountId[],
  types: readonly string[],
): Promise<Whose[]> =>
  db.rows(sql`
    select s.account_id as "accountId", s.id from push_subscription s
    where s.verified and ${LIVES} and (s.types is null or s.types && ${types}::text[])
      and (s.account_ids is null or s.account_ids && ${accountIds}::bigint[])
      and (s.account_id = any(${accountIds}::bigint[]) or s.account_id in (
        select reader.account_id
        from (select account_id, principal_id from share where account_id = any(${accountIds}::bigint[])
          union select account_id, principal_id from delegation where account_id = any(${accountIds}::bigint[])) h
        join account shared on shared.account_id = h.account_id
        cross join lateral (select h.principal_id union
          select m.principal_id from members_within(shared.organisation_id, array[h.principal_id]) m) p
        join account reader on reader.organisation_id = shared.organisation_id
          and reader.principal_id = p.principal_id and reader.deleted_at is null))`)
