import type { House } from '../../../core/house.ts'
import type { EmailAddress } from '../../../wire/mime/address.ts'
import { writeSpamFields } from '../../../wire/smtp/spam-fields.ts'
import type { JunkReason } from '../types.ts'
import { ofMessage, sum } from './assess.ts'
import { type Authenticated, authenticateMessage, type Origin } from './authenticate.ts'
import { authorsOf } from './authors.ts'
import { refuseVirus } from './filter/clamav.ts'
import { askLists } from './filter/dnsbl.ts'
import { askRspamd } from './filter/rspamd.ts'
import type { Gathered } from './gather.ts'

/** What is found out about a message whoever is to have it. */
export interface Judged {
  readonly known: Authenticated
  readonly author: EmailAddress | null
  readonly reasons: readonly JunkReason[]
  /** Fields for the top of the message. */
  readonly fields: string
}

/** Asks who vouches for a message, and the filters that the configuration names. */
export async function judgeMessage(
  house: House,
  origin: Origin,
  rcptTo: readonly string[],
  header: Buffer,
  content: Gathered,
  judgesAll: boolean,
): Promise<Judged> {
  const { junk } = house.config
  await refuseVirus(house, content)
  const known = await authenticateMessage(house, origin, header, content, judgesAll)
  const author = authorsOf(header)[0] ?? null
  const lists = known.isJudged ? await askLists(house.outgoing.dns, junk.dnsbl, origin.ip) : []
  const opinion = content.bytes ? await askRspamd(house, origin, rcptTo, content.bytes) : []
  const reasons = [...ofMessage(known, author), ...lists, ...opinion]
  const tests = reasons.map(reason => reason.rule)
  const spam = writeSpamFields({ score: sum(reasons), threshold: junk.threshold, tests })
  return { known, author, reasons, fields: known.field + spam }
}
