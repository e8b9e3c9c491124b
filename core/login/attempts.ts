import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { Refused } from '../../lib/errors.ts'

// Failures are counted per process: n processes allow n times as many. The count of one address from one place locks
// early; that of an address from everywhere much later, so that a stranger cannot easily lock somebody out.

const WINDOW_SECONDS = 15 * 60
export const FAILURES_OF_PAIR = 10
const FAILURES_OF_ADDRESS = 100
const FAILURES_OF_PLACE = 100

export interface Attempts {
  /** Counts an attempt before it is made, so that many at once gain nothing; refuses when there were too many. */
  begin(address: string, ip: string): Promise<void>
  /** Takes the count back after a success. */
  succeed(address: string, ip: string): Promise<void>
}

export function countAttempts(): Attempts {
  const limiter = (points: number) => new RateLimiterMemory({ points, duration: WINDOW_SECONDS })
  const pairs = limiter(FAILURES_OF_PAIR)
  const addresses = limiter(FAILURES_OF_ADDRESS)
  const places = limiter(FAILURES_OF_PLACE)
  return {
    async begin(address, ip) {
      await count(pairs, `${address} ${placeOf(ip)}`)
      await count(places, placeOf(ip))
      await count(addresses, address)
    },
    async succeed(address, ip) {
      await pairs.delete(`${address} ${placeOf(ip)}`)
      await places.reward(placeOf(ip))
      await addresses.reward(address)
    },
  }
}

async function count(limiter: RateLimiterMemory, key: string): Promise<void> {
  try {
    await limiter.consume(key)
  } catch (result) {
    if (!(result instanceof RateLimiterRes)) throw result
    const retryAfter = Math.ceil(result.msBeforeNext / 1000)
    throw new Refused('tooManyAttempts', `too many attempts; try again in ${retryAfter} seconds`, {
      retryAfter,
    })
  }
}

/** One subscriber holds a whole /64 of IPv6. */
function placeOf(ip: string): string {
  if (!ip.includes(':') || ip.includes('.')) return ip
  const [head = '', tail = ''] = ip.split('::')
  const left = head.split(':').filter(group => group !== '')
  const right = tail.split(':').filter(group => group !== '')
  const zeros = Array.from({ length: Math.max(0, 8 - left.length - right.length) }, () => '0')
  return [...left, ...zeros, ...right].slice(0, 4).join(':')
}
