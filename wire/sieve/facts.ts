/** What a script may know beyond the message: all of it found out before it runs. */
export interface Facts {
  /** Addresses; '' for the null sender, null when nobody knows. */
  readonly envelope: {
    readonly from: string | null
    readonly to: string | null
    readonly auth?: string | null
  }
  readonly now: Date
  /** An IANA time zone, in which dates are told. */
  readonly timeZone: string
  readonly mailboxes: MailboxFacts
  /** RFC 5183 §4; what is not there is unknown. */
  readonly environment: Readonly<Record<string, string>>
  /** The verdict of a filter before us; null when none has looked. RFC 5235 §2 */
  readonly spam: { readonly score: number; readonly percent: number | null } | null
  readonly virus: number | null
  /** Whether `duplicate` has met this key before; undefined when that has to be looked up. */
  readonly isKnown: (key: string) => boolean | undefined
}

export interface MailboxFacts {
  /** Whether one may file into it. RFC 5490 §3.1 */
  has(name: string): boolean
  hasId(id: string): boolean
  /** RFC 8579 §3: the use, of any mailbox or of that one. */
  hasUse(use: string, mailbox: string | null): boolean
}
