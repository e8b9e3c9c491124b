import type { AccountId, PrincipalId, RecordId } from '../../lib/id.ts'
import type { Database, Queryable, Tx } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import { ACTOR_COLUMNS, type ActorRow, readActor } from '../access.ts'
import { findAccount } from '../account.ts'
import { type Actor, mustAdminister, refuseTemporary } from '../actor.ts'
import { audit } from '../audit.ts'
import { insertRecord, listRecords, readRecord } from '../directory.ts'
import { wholeSeconds } from '../instant.ts'
import { loginSession, principal } from '../types.ts'
import { refuseScoped } from './app-password.ts'
import { endEverySession, endSessions } from './revoke.ts'
import { digestOf, makeToken, readToken } from './token.ts'

export type SessionKind = 'cookie' | 'bearer'

/** Days that a session lives on after it was last seen. */
export const SESSION_DAYS: Readonly<Record<SessionKind, number>> = { cookie: 30, bearer: 365 }
/** How stale `seenAt` may be; a write per request would be too many. */
const SEEN_MINUTES = 5
const DAY_MS = 86_400_000

export interface NewSession {
  readonly kind: SessionKind
  readonly userAgent: string
  readonly ip: string
}

export interface OpenedSession {
  readonly id: RecordId
  /** For the cookie or the header; only its digest is kept. */
  readonly token: string
  readonly expiresAt: Date
}

export async function createSession(
  tx: Tx,
  actor: Actor,
  { kind, userAgent, ip }: NewSession,
): Promise<OpenedSession> {
  refuseScoped(actor)
  // A cookie's page asks for another password first; a program would go on for a year with what was given.
  if (kind === 'bearer') refuseTemporary(actor)
  const now = new Date()
  const expiresAt = new Date(now.getTime() + SESSION_DAYS[kind] * DAY_MS)
  const id = await insertRecord(tx, actor.accountId, loginSession, {
    kind,
    userAgent: userAgent.replaceAll('\0', '').slice(0, 300),
    ip,
    createdAt: wholeSeconds(now),
    seenAt: wholeSeconds(now),
    expiresAt: wholeSeconds(expiresAt),
  })
  const token = makeToken(actor.accountId)
  await tx.run(sql`
    update login_session set digest = ${digestOf(token)} where account_id = ${actor.accountId} and id = ${id}`)
  await audit(tx, { ...actor, ip }, actor.organisationId, {
    action: 'sessionOpened',
    details: { kind, userAgent: userAgent.slice(0, 300) },
  })
  return { id, token, expiresAt }
}

export interface FoundSession {
  readonly id: RecordId
  readonly kind: SessionKind
  readonly actor: Actor
}

interface SessionRow extends ActorRow {
  id: RecordId
  kind: SessionKind
  stale: boolean
  organisationId: AccountId
  principalId: PrincipalId
}

/** The session of a token, or null: unknown, expired, ended, or its principal disabled. */
export async function findSession(db: Database, token: string, ip?: string): Promise<FoundSession | null> {
  const accountId = readToken(token)
  if (accountId === null) return null
  const row = await db.row<SessionRow>(sql`
    select s.id, s.kind, s.seen_at < now() - make_interval(mins => ${SEEN_MINUTES}::int) as stale,
      a.organisation_id as "organisationId", a.principal_id as "principalId", ${ACTOR_COLUMNS}
    from login_session s join account a on a.account_id = s.account_id and a.deleted_at is null
    join principal p on p.account_id = a.organisation_id and p.id = a.principal_id and p.disabled_at is null
    left join credential c on c.account_id = p.account_id and c.principal_id = p.id
    where s.account_id = ${accountId} and s.digest = ${digestOf(token)} and s.expires_at > now()`)
  if (!row) return null
  const { id, kind, stale, organisationId, principalId, ...found } = row
  if (stale) await seen(db, accountId, id, kind)
  const { actor } = readActor(found, organisationId, principalId, 'all', ip)
  return { id, kind, actor: { ...actor, sessionId: id } }
}

/** Not numbered anew: that a session is used is no news to its devices. */
async function seen(db: Database, accountId: AccountId, id: RecordId, kind: SessionKind): Promise<void> {
  await db.run(sql`
    update login_session set seen_at = date_trunc('second', now()),
      expires_at = date_trunc('second', now()) + make_interval(days => ${SESSION_DAYS[kind]}::int)
    where account_id = ${accountId} and id = ${id}`)
}

/** Ends some of the actor's own sessions: logging out, or a lost device. */
export async function revokeSessions(tx: Tx, actor: Actor, ids: readonly RecordId[]): Promise<RecordId[]> {
  const ended = await endSessions(tx, actor.accountId, ids)
  if (ended.length > 0)
    await audit(tx, actor, actor.organisationId, {
      action: 'sessionEnded',
      details: { sessions: ended.length },
    })
  return ended
}

/** What an administrator sees of somebody's sessions. */
export interface SeenSession {
  readonly kind: SessionKind
  readonly userAgent: string
  readonly ip: string | null
  readonly createdAt: string
  readonly seenAt: string
}

export async function listSessionsOf(
  db: Queryable,
  by: Actor,
  organisationId: AccountId,
  id: PrincipalId,
): Promise<SeenSession[]> {
  mustAdminister(by, organisationId)
  const accountId = await findAccount(db, organisationId, id)
  if (accountId === null) return []
  const records = await listRecords(db, accountId, loginSession)
  return records.map(({ kind, userAgent, ip, createdAt, seenAt }) => ({
    kind,
    userAgent,
    ip,
    createdAt,
    seenAt,
  })) as unknown as SeenSession[]
}

/** An administrator signs somebody out everywhere. */
export async function signOutPrincipal(
  tx: Tx,
  by: Actor,
  organisationId: AccountId,
  id: PrincipalId,
): Promise<void> {
  mustAdminister(by, organisationId)
  const record = await readRecord(tx, organisationId, principal, id as number as RecordId)
  await endEverySession(tx, organisationId, id)
  const target = { type: 'Principal', id, name: String(record['name']) }
  await audit(tx, by, organisationId, { action: 'sessionEnded', target })
}

/** Removes sessions that expired, account by account; a job does it daily. */
export async function sweepSessions(db: Database): Promise<number> {
  const expired = await db.rows<{ accountId: AccountId; ids: string[] }>(sql`
    select account_id as "accountId", array_agg(id) as ids from login_session where expires_at <= now()
    group by account_id`)
  for (const { accountId, ids } of expired)
    await db.write(tx => endSessions(tx, accountId, ids.map(Number) as RecordId[]))
  return expired.length
}
