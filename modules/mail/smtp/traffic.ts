import { RateLimiterMemory, RateLimiterRes } from 'rate-limiter-flexible'
import { placeOf } from '../../../core/place.ts'
import { replies } from '../../../wire/smtp/replies.ts'
import type { Limits } from './limits.ts'
import { Refusal } from './refusal.ts'

/** Who comes how often: counted per process, as balancers spread the rest. */
export interface Traffic {
  /** A connection from a place begins; returns what to call when it ends. */
  enter(ip: string): () => void
  /** A message begins, of a place or of a person. */
  count(key: string): Promise<void>
}

export function watchTraffic(limits: Limits): Traffic {
  const inside = new Map<string, number>()
  const messages = new RateLimiterMemory({ points: limits.messagesPerMinute, duration: 60 })
  const isFree = (ip: string) => limits.isLoopbackFree && isLoopback(ip)
  return {
    enter(ip) {
      const place = placeOf(ip)
      const count = (inside.get(place) ?? 0) + 1
      if (count > limits.connectionsPerPlace && !isFree(ip)) throw new Refusal(replies.tooManyConnections)
      inside.set(place, count)
      return () => leave(inside, place)
    },
    async count(key) {
      if (isFree(key)) return
      try {
        await messages.consume(placeOf(key))
      } catch (result) {
        throw result instanceof RateLimiterRes ? new Refusal(replies.tooFast) : result
      }
    },
  }
}

function leave(inside: Map<string, number>, place: string): void {
  const left = inside.get(place)! - 1
  if (left === 0) inside.delete(place)
  else inside.set(place, left)
}

export const isLoopback = (ip: string): boolean => ip === '::1' || /^(::ffff:)?127\./.test(ip)
