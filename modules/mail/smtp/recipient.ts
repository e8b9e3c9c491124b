import type { House } from '../../../core/house.ts'
import { type Found, resolveAddress, resolveAddresses } from '../../../core/resolve.ts'
import { replies } from '../../../wire/smtp/replies.ts'
import { listAdministrators } from '../model/receivers.ts'
import { Refusal } from './refusal.ts'

/** Who receives what is sent to an address of ours; null for another server's. Refuses whom it cannot reach. */
export async function findRecipient(house: House, address: string): Promise<Found | null> {
  const resolution = await resolveAddress(house.db, address)
  if (resolution.kind === 'found' && resolution.recipients.length > 0) return receiving(resolution)
  const administrators = await findPostmaster(house, address)
  if (administrators) return administrators
  // A group without members, or a circle of those who hand on, would swallow what is accepted for it.
  if (resolution.kind === 'found') throw new Refusal(replies.nobodyThere)
  if (resolution.kind === 'unknown') throw new Refusal(replies.unknownMailbox)
  return null
}

/** One who has no room is no reason to refuse the others of a group. Who may not enter any more still receives. */
function receiving(found: Found): Found {
  if (found.recipients.every(one => one.isFull)) throw new Refusal(replies.fullMailbox)
  return found
}

// RFC 5321 §4.5.1, RFC 2142 §5: mail to the postmaster, with a domain of ours or none, is always accepted.
async function findPostmaster(house: House, address: string): Promise<Found | null> {
  const [local, domain = null] = address.toLowerCase().split('@')
  if (local !== 'postmaster') return null
  const addresses = await listAdministrators(house.db, domain)
  const resolutions = [...(await resolveAddresses(house.db, addresses)).values()]
  const found = resolutions.filter(resolution => resolution.kind === 'found')
  const [first] = found
  return first ? { ...first, recipients: found.flatMap(one => one.recipients) } : null
}
