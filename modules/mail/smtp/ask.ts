import type { House } from '../../../core/house.ts'
import { isOurs, refusalOf } from './refusal.ts'

/** Answers a command with what the work comes to: done, or a refusal that the client understands. */
export function ask<T = void>(
  house: House,
  callback: (error?: Error | null, result?: T) => void,
  work: () => Promise<T>,
): void {
  work().then(
    result => callback(null, result),
    error => {
      if (isOurs(error)) house.log.error('a message could not be taken', { error })
      callback(refusalOf(error))
    },
  )
}
