import type { House } from '../../../../core/house.ts'
import { isPositive } from '../../../../wire/smtp/reply.ts'
import { Refusal } from '../refusal.ts'
import { hand, noAnswer, unreached, type Verdict } from './attempt.ts'
import { openSession, type Session } from './connection.ts'
import type { Parcel } from './parcel.ts'
import type { Plan } from './plan.ts'
import { findRoute, type Host, type Resolver } from './route.ts'
import { settle } from './settle.ts'

export interface Lane {
  readonly parcels: readonly Parcel[]
  /** When what was claimed is lost. */
  readonly until: Date
}

/** Takes parcels to one destination, one after the other, over one connection as long as it holds. */
export async function drive(
  house: House,
  plan: Plan,
  resolver: Resolver | undefined,
  lane: Lane,
): Promise<void> {
  let session: Session | null = null
  try {
    for (const parcel of lane.parcels) {
      // What is left is claimed again, by whoever has the time.
      if (house.now().getTime() + plan.transaction > lane.until.getTime()) break
      const attempt = await deliver(house, resolver, parcel, session)
      session = attempt.session
      await settle(house, plan, parcel, attempt.verdicts)
    }
  } finally {
    session?.close()
  }
}

interface Attempt {
  readonly verdicts: Verdict[]
  /** To go on with. */
  readonly session: Session | null
}

/** Each server of the destination in turn, until one gives an answer. RFC 5321 §5.1 */
async function deliver(
  house: House,
  resolver: Resolver | undefined,
  parcel: Parcel,
  open: Session | null,
): Promise<Attempt> {
  if (open) {
    const attempt = await over(house, open, parcel).catch(() => null)
    if (attempt) return attempt
  }
  try {
    return await overAny(
      house,
      await findRoute(parcel[0].domain, house.config, resolver ?? house.outgoing.dns),
      parcel,
    )
  } catch (error) {
    const refusal = error instanceof Refusal ? error.reply : noAnswer(error)
    return { verdicts: unreached(parcel, refusal), session: null }
  }
}

async function overAny(house: House, hosts: readonly Host[], parcel: Parcel): Promise<Attempt> {
  let failure: unknown = null
  for (const host of hosts) {
    try {
      return await over(house, await openSession(house.config, host), parcel)
    } catch (error) {
      failure = error
    }
  }
  throw failure
}

/** A session that has refused something is not trusted with more. */
async function over(house: House, session: Session, parcel: Parcel): Promise<Attempt> {
  try {
    const verdicts = await hand(house, session, parcel)
    const isGood = verdicts.every(verdict => isPositive(verdict.reply))
    if (!isGood) session.close()
    return { verdicts, session: isGood ? session : null }
  } catch (error) {
    session.close()
    throw error
  }
}
