import type { Field } from './letter.ts'

/** What a script wants done with a message, in its order. */
export type Action =
  | Keep
  | FileInto
  | Redirect
  | Reject
  | Vacation
  /** Of an extension that the runner brought. */
  | { readonly kind: 'other'; readonly name: string }

/** A message is kept with these flags, and with this header where a script changed it. */
interface Kept {
  readonly flags: readonly string[]
  readonly fields: readonly Field[] | null
}

export interface Keep extends Kept {
  readonly kind: 'keep'
  readonly isImplicit: boolean
}

export interface FileInto extends Kept {
  readonly kind: 'fileinto'
  /** Levels are parted by "/". */
  readonly mailbox: string
  /** RFC 9042 §4 */
  readonly mailboxId: string | null
  /** RFC 8579 §4 */
  readonly specialUse: string | null
  readonly create: boolean
}

export interface Redirect {
  readonly kind: 'redirect'
  readonly address: string
  readonly fields: readonly Field[] | null
}

// RFC 5429 §2
export interface Reject {
  readonly kind: 'reject'
  readonly reason: string
  /** `ereject`: rather refused in the session than told by a message. */
  readonly isEarly: boolean
}

// RFC 5230 §4
export interface Vacation {
  readonly kind: 'vacation'
  readonly seconds: number
  readonly subject: string | null
  readonly from: string | null
  readonly addresses: readonly string[]
  readonly isMime: boolean
  readonly handle: string
  readonly reason: string
}
