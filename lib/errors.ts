/** Rights or state forbid what was asked. `code` is from a closed list; each door translates it once. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly code: RefusalCode
  readonly details: Readonly<Record<string, unknown>>

  constructor(code: RefusalCode, message: string, details: Readonly<Record<string, unknown>> = {}) {
    super(message)
    this.code = code
    this.details = details
  }
}

/** Input that cannot be read: theirs, not ours. `at` tells where, when it is known. */
export class Malformed extends Error {
  override readonly name = 'Malformed'
  readonly at: string | number | null

  constructor(message: string, at: string | number | null = null) {
    super(message)
    this.at = at
  }
}

export type RefusalCode =
  | 'notAuthenticated'
  | 'passwordTemporary'
  | 'tooManyAttempts'
  | 'forbidden'
  | 'notFound'
  | 'accountNotFound'
  | 'accountReadOnly'
  | 'moduleOff'
  | 'alreadyExists'
  | 'inUse'
  | 'invalidProperties'
  | 'overQuota'
  | 'tooLarge'
  | 'tooMany'
  | 'stateMismatch'
  | 'cannotCalculateChanges'
  | 'unsupportedFilter'
  | 'unsupportedSort'
  | 'anchorNotFound'
  | 'unavailable'
  | 'notPossible'
