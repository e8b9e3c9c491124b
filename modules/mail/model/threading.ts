import { createHash } from 'node:crypto'
import type { MessageProjection } from '../../../wire/mime/projection.ts'

/** What a message is put into a thread by; numbers of 64 bits, in decimal. */
export interface ThreadKeys {
  readonly messages: readonly string[]
  readonly subject: string
}

/** Ids looked at: the message's own, what it answers, and the nearest of its ancestors. */
const MAX_IDS = 50

// RFC 8621 §3
export function threadKeys(
  message: Pick<MessageProjection, 'messageId' | 'inReplyTo' | 'references' | 'baseSubject'>,
): ThreadKeys {
  const ancestors = [...(message.references ?? []), ...(message.inReplyTo ?? [])].slice(-MAX_IDS)
  const ids = new Set([...(message.messageId ?? []).slice(0, 1), ...ancestors])
  return { messages: Array.from(ids, hash), subject: hash(message.baseSubject.toLowerCase()) }
}

/** A message is found by its id: `thread_message.message_hash`. */
export const hashOfMessage = (id: string): string => hash(id)

const hash = (text: string): string => String(createHash('sha256').update(text).digest().readBigInt64BE())
