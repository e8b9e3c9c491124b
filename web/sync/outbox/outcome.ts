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
}

export const reasonOf = (error: {
  readonly type: string
  readonly description?: string
  readonly properties?: readonly string[]
}): Reason => ({
  type: error.type,
  description: error.description ?? null,
  properties: error.properties ?? [],
})
