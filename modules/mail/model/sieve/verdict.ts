import type { FileInto } from '../../../../wire/sieve/action.ts'
import type { Fault } from '../../../../wire/sieve/fault.ts'
import type { Prepared } from '../prepare.ts'
import type { MemoryKey } from './memory.ts'

/** What is to be done with one message in one account, all of it ready. */
export interface Verdict {
  /** Copies that stay: of one header and with the same keywords, an email in several mailboxes. */
  readonly kept: readonly KeptCopy[]
  /** Refused, and why. */
  readonly rejection: string | null
  readonly leaving: readonly LeavingCopy[]
  readonly memories: readonly Memory[]
  /** What the owner is told. */
  readonly notice: Notice | null
}

export interface KeptCopy {
  readonly message: Prepared
  readonly keywords: readonly string[]
  readonly places: readonly Place[]
}

export type Place = 'inbox' | Pick<FileInto, 'mailbox' | 'mailboxId' | 'specialUse' | 'create'>

/** A message of the script's: a copy sent on, or an answer. */
export interface LeavingCopy {
  readonly message: Prepared
  readonly mailFrom: string
  readonly rcpt: string
  /** Sent only if this is not remembered yet. */
  readonly once: Memory | null
}

export interface Memory {
  readonly key: MemoryKey
  readonly seconds: number
  readonly isRenewed: boolean
}

export interface Notice {
  readonly fault: Fault
  readonly message: Prepared
  readonly once: Memory
}
