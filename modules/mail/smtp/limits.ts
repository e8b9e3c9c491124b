/** What one listener bears, and what it takes from one place. */
export interface Limits {
  readonly connections: number
  readonly connectionsPerPlace: number
  /** Messages begun in a minute, from one place at reception, by one person at submission. */
  readonly messagesPerMinute: number
  /** RFC 5321 §4.5.3.1.8 asks for 100 at least; a client sends the others in another transaction. */
  readonly recipients: number
  /** Recipients that do not exist, in one session: whoever asks for more is trying names out. */
  readonly unknownRecipients: number
  /** RFC 5321 §4.5.3.2.7 */
  readonly idleMs: number
  /** Whoever connects from this machine is neither counted by place nor judged by it: a proxy, a filter, a test. */
  readonly isLoopbackFree: boolean
}

export const LIMITS: Limits = {
  connections: 1000,
  connectionsPerPlace: 50,
  messagesPerMinute: 600,
  recipients: 1000,
  unknownRecipients: 20,
  idleMs: 5 * 60 * 1000,
  isLoopbackFree: true,
}

/** Fields of ours before a message: it may be this much smaller than the largest that is kept. */
export const TRACE_BYTES = 4096
export const MAX_HEADER_BYTES = 1024 * 1024
/**
 * Ten thousand people, each on a line of their own, and more. What checks and makes signatures joins lines in a time that
 * grows with the square of their number.
 */
export const MAX_HEADER_LINES = 12_000
/** And so the authors that a field names. */
export const MAX_FROM_BYTES = 64 * 1024
/** Beyond this, a report gives only the header back, whatever RET says. */
export const MAX_RETURNED_BYTES = 1024 * 1024
/** RFC 5321 §6.3 */
export const MAX_HOPS = 50
/** How long a closing server waits for its sessions to end. */
export const CLOSE_MS = 5000
