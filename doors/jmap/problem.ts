import { Malformed, type RefusalCode, Refused } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import type { MethodError, SetError } from '../../wire/jmap/problem.ts'

/** A method error of RFC 8620 §3.6.2 that no refusal of the model stands for. */
export class MethodFailed extends Error {
  override readonly name = 'MethodFailed'
  readonly type: string

  constructor(type: string, message = '') {
    super(message)
    this.type = type
  }
}

const METHOD_ERRORS: Readonly<Partial<Record<RefusalCode, string>>> = {
  forbidden: 'forbidden',
  notFound: 'notFound',
  accountNotFound: 'accountNotFound',
  accountReadOnly: 'accountReadOnly',
  invalidProperties: 'invalidArguments',
  tooMany: 'requestTooLarge',
  tooManyAttempts: 'rateLimit',
  tooLarge: 'requestTooLarge',
  stateMismatch: 'stateMismatch',
  cannotCalculateChanges: 'cannotCalculateChanges',
  unsupportedFilter: 'unsupportedFilter',
  unsupportedSort: 'unsupportedSort',
  anchorNotFound: 'anchorNotFound',
  overQuota: 'overQuota',
  unavailable: 'serverUnavailable',
}

/** What went wrong in a method, as its response says it. Ours is logged, and told without its details. */
export function methodError(error: unknown, log: Log): MethodError {
  if (error instanceof MethodFailed)
    return error.message ? { type: error.type, description: error.message } : { type: error.type }
  if (error instanceof Malformed) return { type: 'invalidArguments', description: described(error) }
  if (error instanceof Refused)
    return { type: METHOD_ERRORS[error.code] ?? 'forbidden', description: error.message }
  log.error('a method failed', { error })
  return { type: 'serverFail', description: 'The server failed; the fault has been logged.' }
}

const SET_ERRORS: Readonly<Partial<Record<RefusalCode, string>>> = {
  notFound: 'notFound',
  overQuota: 'overQuota',
  tooLarge: 'tooLarge',
  tooMany: 'rateLimit',
  tooManyAttempts: 'rateLimit',
  invalidProperties: 'invalidProperties',
  alreadyExists: 'alreadyExists',
}

/**
 * What went wrong with one record. A refusal may carry in its details the `type` that a specification gives this
 * case (mailboxHasEmail), and the `properties` that are at fault.
 */
export function setError(refusal: Refused): SetError {
  const { type, ...details } = refusal.details
  return {
    type: typeof type === 'string' ? type : (SET_ERRORS[refusal.code] ?? 'forbidden'),
    description: refusal.message,
    ...details,
  }
}

export type Fault = readonly [property: string, why: string]

// RFC 8620 §5.3: all the properties at fault are named.
export const invalidProperties = (faults: readonly Fault[]): Refused =>
  new Refused('invalidProperties', faults.map(([property, why]) => `${property}: ${why}`).join('; '), {
    properties: faults.map(([property]) => property),
  })

export const invalid = (property: string, why: string): Refused => invalidProperties([[property, why]])

const described = (error: Malformed): string =>
  error.at === null ? error.message : `${error.at}: ${error.message}`
