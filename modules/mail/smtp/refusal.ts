import { Refused } from '../../../lib/errors.ts'
import { codeOf } from '../../../store/database.ts'
import { replies } from '../../../wire/smtp/replies.ts'
import { type Reply, reply } from '../../../wire/smtp/reply.ts'

/** A reply that ends a command: what smtp-server sends to the client. */
export class Refusal extends Error {
  override readonly name = 'Refusal'
  readonly reply: Reply
  /** For smtp-server. */
  readonly responseCode: number

  constructor(reply: Reply) {
    super([reply.status, ...reply.lines].join(' '))
    this.reply = reply
    this.responseCode = reply.code
  }
}

/** disk_full, out_of_memory, too_many_connections of PostgreSQL; and what the file system says. */
const FULL = new Set(['53100', '53200', '53300', 'ENOSPC', 'EDQUOT', 'EMFILE'])

/** What a failure means to the client: what is not its fault is worth another try. RFC 5321 §4.2.1 */
export function refusalOf(error: unknown): Refusal {
  if (error instanceof Refusal) return error
  if (error instanceof Refused) {
    if (error.code === 'tooLarge') return new Refusal(replies.tooLarge)
    if (error.details['isRejection']) return new Refusal(rejection(error.message))
    if (error.code === 'overQuota') return new Refusal(replies.fullMailbox)
  }
  return new Refusal(FULL.has(codeOf(error)) ? replies.storageFull : replies.unavailable)
}

/** Somebody's own filter says no. RFC 5429 §2.2: a reply is in ASCII. */
function rejection(reason: string): Reply {
  const plain = reason
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[\r\n]+/g, ' ')
    .replace(/[^\x20-\x7e]/g, '?')
  return reply(550, '5.7.1', plain.trim().slice(0, MAX_REASON) || 'Refused by the recipient')
}

const MAX_REASON = 400

/** Whether it is for the log: a failure of ours, not a rule that we keep, nor a client that went away. */
export const isOurs = (error: unknown): boolean =>
  !(error instanceof Refusal) && !(error instanceof Refused) && codeOf(error) !== 'ECONNECTION'
