/** What became of an entry. */
export type Outcome =
  | {
      readonly kind: 'done'
      readonly tickets: readonly string[]
      /** Ids given to what the entry created, by temporary id. */
      readonly created: Readonly<Record<string, string>>
    }
  | { readonly kind: 'refused'; readonly tickets: readonly string[]; readonly reason: Reason }

/** Why the server refused; `type` is the word of its error. */
export interface Reason {
  readonly type: string
  readonly description: string | null
  readonly properties: readonly string[]
  /** Seconds after which it may succeed, where the server says so. */
  readonly retryAfter?: number
}

export const reasonOf = (error: {
  readonly type: string
  readonly description?: string
  readonly properties?: readonly string[]
  readonly retryAfter?: unknown
}): Reason => ({
  type: error.type,
  description: error.description ?? null,
  properties: error.properties ?? [],
  ...(typeof error.retryAfter === 'number' && { retryAfter: error.retryAfter }),
})
