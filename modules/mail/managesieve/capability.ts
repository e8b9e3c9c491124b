import { writeCapability } from '../../../wire/managesieve/response.ts'
import { capabilityNames } from '../../../wire/sieve/extensions.ts'
import { MAX_REDIRECTS } from '../../../wire/sieve/limits.ts'
import { MECHANISM_NAMES } from '../sasl/mechanisms.ts'
import type { Session } from './session.ts'

// RFC 5804 §1.7
export function capabilitiesOf({ actor, peer }: Session): string {
  const listed: [string, string | null][] = [
    ['IMPLEMENTATION', 'Bastide'],
    ['SASL', peer.isPrivate && actor === null ? MECHANISM_NAMES.join(' ') : ''],
    ['SIEVE', capabilityNames().join(' ')],
    ...(peer.isSecure ? [] : [['STARTTLS', null] as [string, null]]),
    ['MAXREDIRECTS', String(MAX_REDIRECTS)],
    ['UNAUTHENTICATE', null],
    ...(actor?.address ? [['OWNER', actor.address] as [string, string]] : []),
    ['VERSION', '1.0'],
  ]
  return listed.map(([name, value]) => writeCapability(name, value)).join('')
}
