import { MIN_PASSWORD, refuseWeak } from '../../../core/login/strength.ts'
import { Refused } from '../../../lib/errors.ts'

export type Strength = 'short' | 'weak' | 'fair' | 'strong'

const LONG = 14

/** By the server's own rules, so that what is called fair here is taken there. */
export function strengthOf(password: string, name: string, address: string): Strength {
  if (password.length < MIN_PASSWORD) return 'short'
  try {
    refuseWeak(password, { name, address })
  } catch (error) {
    if (error instanceof Refused) return 'weak'
    throw error
  }
  return password.length < LONG ? 'fair' : 'strong'
}

export const isTaken = (strength: Strength): boolean => strength === 'fair' || strength === 'strong'
