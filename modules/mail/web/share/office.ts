import { useMemo } from 'react'
import { useAnswering } from '../care/use-answering.ts'
import { useCarer } from '../care/use-assignments.ts'
import { type Own, useOwn } from '../compose/use-own.ts'
import { type Labels, useLabels } from '../label/use-labels.ts'
import { type Mailboxes, useMailboxes } from '../place/use-mailboxes.ts'
import { shortName, useBox, useOwner } from './box.ts'

/** What one works with in a box: its folders and labels, and who does what there. */
export interface Office {
  readonly accountId: string
  readonly name: string
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
  const name = box ? shortName(box, owner) : ''
  const mailboxes = useMailboxes(accountId)
  const labels = useLabels(accountId)
  const own = useOwn(accountId)
  const answering = useAnswering(accountId)
  const carer = useCarer(accountId)
  return useMemo(
    () => ({ accountId, name, mailboxes, labels, own, answering, carer }),
    [accountId, name, mailboxes, labels, own, answering, carer],
  )
}
