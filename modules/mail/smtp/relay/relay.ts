import type { House } from '../../../../core/house.ts'
import { claimOutgoing, nextOutgoing, type Outgoing } from '../../model/outgoing.ts'
import { wakeRelay } from '../leave.ts'
import { drive } from './lane.ts'
import { type Parcel, parcelsBy } from './parcel.ts'
import { PLAN, type Plan } from './plan.ts'
import type { Resolver } from './route.ts'

// The queue of what leaves is a table; whoever empties it claims rows for a while, so that the claims of the dead
// come free by themselves. A message is taken off when the other server has answered for it: at worst it arrives twice.
//
//   outgoing rows ──claim──▶ parcels by destination ──▶ lanes, a connection each ──▶ verdicts ──settle──▶ off, or later

export interface Relay {
  /** Sends what is due until nothing is; a second call meanwhile only has the first look again. */
  run(house: House): Promise<void>
}

const MAX_LANES = 20
const MAX_LANES_PER_DESTINATION = 4
const BATCH = 100

export function openRelay(plan: Plan = PLAN, resolver?: Resolver): Relay {
  const lanes = new Map<Promise<void>, string>()
  let running: Promise<void> | null = null
  let again = false
  const empty = async (house: House) => {
    do {
      again = false
      const claimed = await claim(house)
      const isBusy = lanes.size > 0
      if (claimed.length === 0 && isBusy) await Promise.race(lanes.keys())
      // A lane that ends makes room for what was passed over.
      again ||= isBusy
    } while (again)
    await sleep(house)
  }
  const claim = async (house: House): Promise<readonly Outgoing[]> => {
    const isSmart = house.config.smarthost.host !== null
    const room = (isSmart ? MAX_LANES_PER_DESTINATION : MAX_LANES) - lanes.size
    if (room <= 0) return []
    const until = new Date(house.now().getTime() + plan.lease)
    const claimed = await claimOutgoing(house.db, house.now(), until, BATCH, busy(lanes.values()))
    const destinations = parcelsBy(claimed, one => (isSmart ? '' : one.domain))
    for (const [destination, parcels] of destinations)
      for (const share of shares(parcels, room)) start(house, destination, { parcels: share, until })
    return claimed
  }
  const start = (house: House, destination: string, lane: Parameters<typeof drive>[3]) => {
    const driven = drive(house, plan, resolver, lane)
      .catch(error => house.log.error('mail could not be relayed', { destination, error }))
      .finally(() => lanes.delete(driven))
    lanes.set(driven, destination)
  }
  return {
    async run(house) {
      again = true
      if (running) return
      running = empty(house).finally(() => {
        running = null
      })
      await running
    },
  }
}

/** Destinations that have as many lanes as they bear. */
function busy(destinations: Iterable<string>): string[] {
  const counts = Map.groupBy(destinations, destination => destination)
  return [...counts].filter(([, all]) => all.length >= MAX_LANES_PER_DESTINATION).map(([one]) => one)
}

function shares(parcels: readonly Parcel[], room: number): Parcel[][] {
  const count = Math.min(parcels.length, room, MAX_LANES_PER_DESTINATION)
  return Array.from({ length: count }, (_, i) => parcels.filter((_, at) => at % count === i))
}

/** Until something is due; whatever is put on the queue meanwhile wakes the relay by itself. */
async function sleep(house: House): Promise<void> {
  const next = await nextOutgoing(house.db)
  if (next) await house.db.write(tx => wakeRelay(tx, house, next))
}
