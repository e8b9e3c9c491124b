import { useMemo } from 'react'
import { useAccountId } from '../../../../web/face.ts'
import { MAIL } from '../../types.ts'
import { useAnswering } from '../care/use-answering.ts'
import { useCarer } from '../care/use-assignments.ts'
import { type Own, useOwn } from '../compose/use-own.ts'
import { type Labels, useLabels } from '../label/use-labels.ts'
import { type Mailboxes, useMailboxes } from '../place/use-mailboxes.ts'
import { shortName, useBox, useOwner } from './box.ts'

/** What one works with in a box: its folders and labels, and who does what there. */
export interface Office {
  readonly accountId: string
  /** As it is said beside what is of several; null of one’s own. */
  readonly mark: string | null
  readonly mailboxes: Mailboxes
  readonly labels: Labels
  readonly own: Own
  /** What is said of who is answering a conversation right now. */
  readonly answering: (threadId: string) => string | null
  /** Who takes care of it, in a word or two. */
  readonly carer: (threadId: string) => string | null
}

export type Offices = ReadonlyMap<string, Office>

export function useOffice(accountId: string): Office {
  const box = useBox(accountId)
  const owner = useOwner(box)
  const own = useAccountId(MAIL)
  const mark = box && accountId !== own ? shortName(box, owner) : null
  const mailboxes = useMailboxes(accountId)
  const labels = useLabels(accountId)
  const people = useOwn(accountId)
  const answering = useAnswering(accountId)
  const carer = useCarer(accountId)
  return useMemo(
    () => ({ accountId, mark, mailboxes, labels, own: people, answering, carer }),
    [accountId, mark, mailboxes, labels, people, answering, carer],
  )
}
