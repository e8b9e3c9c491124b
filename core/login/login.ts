import type { Config } from '../../lib/config.ts'
import { Malformed, Refused } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import type { Database } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import { findActor } from '../access.ts'
import { findAccount } from '../account.ts'
import { type Actor, type Door, mayOpen, refuseTemporary } from '../actor.ts'
import { readAddress } from '../address.ts'
import { audit } from '../audit.ts'
import { type Found, resolveAddress } from '../resolve.ts'
import { vaultOf } from '../vault.ts'
import { readSecret, useAppPassword } from './app-password.ts'
import { type Attempts, countAttempts, type Guess } from './attempts.ts'
import type { Key } from './key.ts'
import { lockOut } from './lock.ts'
import { type Argon2Hash, hashOfNobody, matchesPassword } from './password.ts'
import { type Proof, type Prover, ScramProvers } from './prove.ts'
import { type Pair, VerifiedPairs } from './verified.ts'

/** Where a person comes from, and through which door. */
export interface Coming {
  readonly ip: string
  readonly door: Door
}

/** The gate: one for the process, as it remembers who failed and who was verified a moment ago. */
export interface Login {
  /** The actor of an address and a password (or application password); refuses `notAuthenticated`, `passwordTemporary`, `tooManyAttempts`. */
  verifyPassword(address: string, password: string, coming: Coming): Promise<Actor>
  /** What a client needs to prove its password (SCRAM-SHA-256); somebody unknown is given something too. */
  findProver(address: string): Promise<Prover>
  /** The actor of an address and a proof, and the house's own proof; refuses as `verifyPassword` does. */
  verifyProof(address: string, proof: Proof, coming: Coming): Promise<Proved>
}

export interface Proved {
  readonly actor: Actor
  readonly signature: Buffer
}

/** What the gate stands on. */
export interface GateNeeds {
  readonly db: Database
  readonly log: Log
  readonly config: Pick<Config, 'data' | 'secret'>
}

interface Gate {
  readonly db: Database
  readonly log: Log
  readonly attempts: Attempts
  readonly pairs: VerifiedPairs
  readonly nobody: Argon2Hash
  readonly provers: ScramProvers
}

export async function openLogin({ db, log, config }: GateNeeds): Promise<Login> {
  const vault = await vaultOf(config)
  const gate: Gate = {
    db,
    log,
    attempts: countAttempts(db, vault, 'login'),
    pairs: new VerifiedPairs(),
    nobody: await hashOfNobody(),
    provers: new ScramProvers(db, vault),
  }
  const running = new Map<string, Promise<Passed>>()
  const failed =
    (address: string, { ip, door }: Coming) =>
    (error: unknown) => {
      log.info('a login failed', { address, ip, door })
      throw error
    }
  return {
    async findProver(said) {
      const address = readSaid(said)
      return gate.provers.find(address, await findKnown(db, address))
    },
    verifyProof(said, proof, coming) {
      const address = readSaid(said)
      return prove(gate, address, proof, coming).catch(failed(address, coming))
    },
    async verifyPassword(said, password, coming) {
      const address = readSaid(said)
      const pair = gate.pairs.digest(address, password, coming.ip)
      const remembered = await recall(gate, pair, coming)
      if (remembered) return opened(remembered, coming.door)
      // A client that opens ten connections at once is verified once.
      const key = `${coming.door} ${pair.secret}`
      const started = running.get(key)
      const passed = started ?? verify(gate, address, password, pair, coming)
      if (!started) {
        running.set(key, passed)
        passed.finally(() => running.delete(key)).catch(() => {})
      }
      const { actor } = await passed.catch(failed(address, coming))
      return opened({ ...actor, ip: coming.ip }, coming.door)
    },
  }
}

function opened(actor: Actor, door: Door): Actor {
  if (!mayOpen(actor, door)) throw refusal()
  // It takes a page to choose another: a program could only go on with what was given.
  if (door !== 'web') refuseTemporary(actor)
  return actor
}

/** Asked of as of anybody, so that it takes as long. */
const NOBODY = 0 as never

/** One sentence for every reason, so that it teaches nothing. */
const refusal = () => new Refused('notAuthenticated', 'the address or the password is wrong')

function readSaid(said: string): string {
  try {
    return readAddress(said).address
  } catch (error) {
    if (error instanceof Malformed) return said.slice(0, 254).toLowerCase()
    throw error
  }
}

async function recall({ db, pairs }: Gate, pair: Pair, { ip }: Coming): Promise<Actor | null> {
  const verified = pairs.find(pair)
  if (!verified) return null
  const found = await findActor(db, verified.organisationId, verified.principalId, verified.scope, ip)
  if (found?.secrets === verified.secrets) return found.actor
  pairs.drop(pair)
  return null
}

interface Passed {
  readonly actor: Actor
}

async function verify(
  gate: Gate,
  address: string,
  password: string,
  pair: Pair,
  coming: Coming,
): Promise<Passed> {
  const { actor, secrets } = await attempt(gate, { address, password, coming }, known =>
    match(gate, known, password),
  )
  const { organisationId, principalId, scope } = actor
  gate.pairs.keep(pair, { organisationId, principalId, secrets, scope })
  return { actor }
}

async function prove(gate: Gate, address: string, proof: Proof, coming: Coming): Promise<Proved> {
  const { actor, key } = await attempt(gate, { address, password: null, coming }, known =>
    gate.provers.match(known, proof),
  )
  return { actor, signature: key.signature }
}

interface Said {
  readonly address: string
  /** Null where it was proved and not said: each proof is a guess of its own then. */
  readonly password: string | null
  readonly coming: Coming
}

/** One attempt, counted, and written down whatever becomes of it; a wrong password that is said again is neither. */
async function attempt<K extends Key>(
  gate: Gate,
  { address, password, coming }: Said,
  match: (known: Found | null) => Promise<K | null>,
): Promise<{ actor: Actor; key: K; secrets: number }> {
  const { db, attempts, pairs } = gate
  const known = await findKnown(db, address)
  // Read before the password is compared: a change of it meanwhile voids what is remembered.
  const before = await findActor(db, known?.organisationId ?? NOBODY, known?.principalId ?? NOBODY)
  const guess: Guess = { address, ip: coming.ip, secret: password, secrets: before?.secrets ?? null }
  const begun = await attempts.begin(guess)
  if (begun === 'known') throw refusal()
  if (begun !== 'new') {
    // Otherwise what is remembered could be tried for as long as the lock holds.
    pairs.drop(pairs.digest(address, '', coming.ip))
    return lockOut(gate, begun, { address, known, ...coming })
  }
  const key = await match(known)
  if (!known || !before || !key) {
    await attempts.fail(guess)
    return fail(gate, known, address, coming)
  }
  await attempts.succeed(guess)
  const { organisationId, principalId } = known
  const actor = opened({ ...before.actor, scope: key.scope, ip: coming.ip }, coming.door)
  await db.write(async tx => {
    await tx.run(sql`
      update principal set last_login_at = date_trunc('second', now())
      where account_id = ${organisationId} and id = ${principalId}`)
    const details = { door: coming.door, ...(key.label === null ? {} : { appPassword: key.label }) }
    await audit(tx, actor, organisationId, { action: 'login', details })
  })
  return { actor, key, secrets: before.secrets }
}

async function findKnown(db: Database, address: string): Promise<Found | null> {
  const resolution = await resolveAddress(db, address)
  return resolution.kind === 'found' && resolution.tag === '' ? resolution : null
}

async function match({ db, nobody }: Gate, known: Found | null, password: string): Promise<Key | null> {
  const application = known && (await matchApplication(db, known, password))
  if (application) return application
  const row =
    known &&
    (await db.row<{ hash: Argon2Hash }>(sql`
      select hash from credential where account_id = ${known.organisationId} and principal_id = ${known.principalId}`))
  const matches = await matchesPassword(row?.hash ?? nobody, password)
  return row && matches ? { scope: 'all', label: null } : null
}

async function matchApplication(db: Database, known: Found, password: string): Promise<Key | null> {
  const secret = readSecret(password)
  const accountId = secret && (await findAccount(db, known.organisationId, known.principalId))
  const found = secret && accountId && (await useAppPassword(db, accountId, secret))
  return found ? { scope: found.scopes, label: found.label } : null
}

async function fail(
  { db }: Gate,
  known: Found | null,
  address: string,
  { ip, door }: Coming,
): Promise<never> {
  if (known)
    await db.write(tx =>
      audit(tx, null, known.organisationId, {
        action: 'loginFailed',
        target: { type: 'Principal', id: known.principalId, name: address },
        details: { door },
        ip,
      }),
    )
  throw refusal()
}
