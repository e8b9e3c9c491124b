import { writeId } from '../../../lib/id.ts'
import type { StatusCommand, StatusItem } from '../../../wire/imap/command/status.ts'
import { type StatusValues, writeStatus } from '../../../wire/imap/response/mailbox.ts'
import { findDeletedSize } from '../model/quota.ts'
import { mailbox } from '../types.ts'
import { type Outcome, ok, type Session } from './session.ts'
import { findPlace, type Place } from './tree.ts'

// RFC 9051 §6.3.11
export async function status(session: Session, { mailbox, items }: StatusCommand): Promise<Outcome> {
  const place = await findPlace(session.house, session.who, mailbox)
  await tellStatus(session, place, items)
  return ok('STATUS completed')
}

export async function tellStatus(
  session: Session,
  place: Place,
  items: readonly StatusItem[],
): Promise<void> {
  const { house, writer } = session
  if (items.includes('highestmodseq')) session.enable('CONDSTORE')
  const values: [StatusItem, StatusValues[StatusItem]][] = items.map(item => [
    item,
    told(session, place, item),
  ])
  // RFC 9208 §4.1.4
  if (items.includes('deleted-storage'))
    values.push(['deleted-storage', await findDeletedSize(house.db, place.access.accountId, place.row.id)])
  writeStatus(writer, place.path, Object.fromEntries(values.filter(([, value]) => value !== undefined)))
}

function told({ house }: Session, { row }: Place, item: StatusItem): StatusValues[StatusItem] {
  switch (item) {
    case 'messages':
      return row.totalEmails
    case 'uidnext':
      return row.uidNext
    case 'uidvalidity':
      return row.uidValidity
    case 'highestmodseq':
      return row.highestSeq
    case 'recent':
      return 0
    case 'appendlimit':
      return house.config.mail.maxSize
    case 'mailboxid':
      return writeId(mailbox.prefix, row.id)
    case 'unseen':
      return row.unseenEmails
    case 'deleted':
      return row.deletedEmails
    // RFC 8438 §3
    case 'size':
      return row.size
    case 'deleted-storage':
      return undefined
  }
}
