import { mailboxOf, type Place } from '../place/place.ts'
import type { Mailboxes } from '../place/use-mailboxes.ts'
import { type Box, useBoxes } from '../share/box.ts'

/**
 * Whether what lies there may be put off, in each of its accounts: taken out, and brought back. What one has written
 * oneself does not come back.
 */
export function useMaySnooze(all: readonly Mailboxes[], place: Place): boolean {
  const boxes = useBoxes()
  const role = mailboxOf(place)?.role
  if (role === 'sent' || role === 'drafts') return false
  return all.every(mailboxes => mayPutOff(mailboxes, boxes, place))
}

function mayPutOff({ accountId, ofRole }: Mailboxes, boxes: readonly Box[], place: Place): boolean {
  const inbox = ofRole('inbox')
  const isWhole = boxes.some(box => box.accountId === accountId && box.isWhole)
  // Where one sees single mailboxes only, that for what is put off is not among them.
  const isReachable = isWhole || ofRole('snoozed') !== undefined
  const mayMove = (mailboxOf(place) ?? inbox)?.myRights?.['mayRemoveItems'] !== false
  return isReachable && mayMove && inbox !== undefined && inbox.myRights?.['mayAddItems'] !== false
}
