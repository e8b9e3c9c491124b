import type { Facts } from '../../../../wire/sieve/facts.ts'

/**
 * What `spamtest` is told of the points that a message has: twice the threshold is certainly junk, the threshold itself
 * the middle. RFC 5235 §2.1
 */
export function spamFacts(score: number, threshold: number): NonNullable<Facts['spam']> {
  const share = Math.min(Math.max(score / (2 * threshold), 0), 1)
  return { score: 1 + Math.round(share * 9), percent: Math.round(share * 100) }
}
