import { useCallback, useEffect, useRef, useState } from 'react'
import { useClient, useNavigateTo } from '../../../../web/face.ts'
import { noSelection, type Selection } from '../../../../web/ui/index.ts'
import { ALL, type MailAddress, writeMailAddress } from '../address.ts'
import { openCompose } from '../compose/desk.ts'
import { prefetchThread } from '../reader/prefetch.ts'
import { isDraft, readRowId } from './thread.ts'
import type { ThreadSource } from './use-threads.ts'

export interface Browsing {
  readonly selection: Selection
  readonly select: (selection: Selection) => void
  readonly openId: string | null
  /** What a verb concerns: what is chosen, else what is open, else where the cursor stands. */
  readonly targets: () => readonly string[]
  readonly open: (id: string) => void
  readonly close: () => void
  /** The cursor came to a row: what is open follows it. */
  readonly moveTo: (id: string) => void
  /** The cursor stands where no row has come yet. */
  readonly moveAway: () => void
  readonly step: (by: 1 | -1) => void
  readonly toggleChosen: () => void
  /** These are about to go: the one below takes the place of the open one. */
  readonly leave: (ids: readonly string[]) => void
  /** Closes the open one if it is among these, and chooses none. */
  readonly closeAny: (ids: readonly string[]) => void
}

type Setting = {
  address: MailAddress
  question: string | undefined
  source: ThreadSource
  /** The row that is open. */
  openId: string | null
  onePane: boolean
}

/** Where one is in a list: what is open, what is chosen, and the way from one conversation to the next. */
export function useBrowsing({ address, question, source, openId, onePane }: Setting): Browsing {
  const client = useClient()
  const navigate = useNavigateTo()
  const [selection, select] = useState<Selection>(noSelection)
  const cursor = useRef<string | null>(null)
  const latest = useRef(source)
  latest.current = source

  const show = useCallback(
    (rowId: string | null, replace = false) => {
      const threadId = rowId === null || address.accountId === ALL ? rowId : readRowId(rowId).threadId
      navigate(writeMailAddress({ ...address, threadId }, question), { replace })
    },
    [navigate, address.accountId, address.place, question],
  )
  usePrefetch(openId, source)

  return {
    selection,
    select,
    openId,
    targets: () => {
      if (selection.chosen.size > 0) return [...selection.chosen]
      const one = openId ?? cursor.current
      return one === null ? [] : [one]
    },
    open: id => {
      cursor.current = id
      const row = latest.current.at(latest.current.indexOf(id))
      const isLetter = row !== 'loading' && row.emails.every(isDraft)
      if (isLetter) openDraft(row.accountId, client.resolve(row.email.id))
      else show(id, openId !== null && !onePane)
    },
    close: () => show(null),
    moveTo: id => {
      cursor.current = id
      if (openId !== null && !onePane) show(id, true)
    },
    moveAway: () => {
      cursor.current = null
    },
    step: by => {
      const from = latest.current.indexOf(openId ?? cursor.current ?? '')
      const next = latest.current.idAt(from === -1 ? 0 : from + by)
      if (next === null) return
      cursor.current = next
      show(next, openId !== null)
    },
    toggleChosen: () => {
      const id = openId ?? cursor.current
      if (id === null) return
      const chosen = new Set([...selection.chosen])
      if (!chosen.delete(id)) chosen.add(id)
      select({ chosen, anchor: Math.max(0, latest.current.indexOf(id)) })
    },
    leave: ids => {
      select(noSelection)
      if (openId === null || !ids.includes(openId)) return
      const next = onePane ? null : nextTo(openId, ids, latest.current)
      cursor.current = next
      show(next, true)
    },
    closeAny: ids => {
      select(noSelection)
      if (openId !== null && ids.includes(openId)) show(null)
    },
  }
}

const openDraft = (accountId: string, emailId: string): void =>
  openCompose({ kind: 'draft', accountId, emailId })

/** The first below that stays, else the first above. */
function nextTo(id: string, going: readonly string[], source: ThreadSource): string | null {
  const at = source.indexOf(id)
  for (const step of [1, -1])
    for (let index = at + step; ; index += step) {
      const other = source.idAt(index)
      if (other === null) break
      if (!going.includes(other)) return other
    }
  return null
}

/** The conversation below the one that is read is likely to be the next. */
function usePrefetch(openId: string | null, source: ThreadSource): void {
  const client = useClient()
  const below = openId === null ? null : source.idAt(source.indexOf(openId) + 1)
  useEffect(() => {
    if (below === null) return
    const { accountId, threadId } = readRowId(below)
    void prefetchThread(client, accountId, threadId)
  }, [client, below])
}
