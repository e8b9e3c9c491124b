import { useCallback, useEffect, useMemo } from 'react'
import { useClient, useQuery, useRecords, useWho } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import type { ThreadAssignment } from '../../types.ts'
import { isShared, useBox } from '../share/box.ts'
import { careTexts } from './texts.ts'

/** More than one looks through; of the others the newest are known. */
const MOST = 500
const TYPE = 'ThreadAssignment'

export interface Care {
  readonly id: string
  readonly assigneeId: string
  readonly name: string
  readonly isMine: boolean
}

export interface Assignments {
  /** Null where nobody takes care, undefined where nobody could: a mailbox of one. */
  readonly of: (threadId: string) => Care | null | undefined
  /** Null: to nobody. */
  readonly assign: (threadId: string, principalId: string | null) => Promise<void>
}

/** Who takes care of which conversation of a mailbox of several. */
export function useAssignments(accountId: string): Assignments {
  const client = useClient()
  const { principalId } = useWho()
  const isOn = isShared(useBox(accountId))
  const rows = useQuery(TYPE, { accountId })
  const { need } = rows
  useEffect(() => {
    if (isOn) need(0, MOST)
  }, [isOn, need])
  const ids = isOn ? rows.ids.filter(id => id !== undefined) : NONE
  const records = useRecords<ThreadAssignment>(TYPE, ids, { accountId })
  const assignees = useRecords<{ id: string; name: string }>('Principal', unique(records), NAMED)
  const byThread = useMemo(() => {
    const names = new Map(assignees.flatMap(one => (one ? [[one.id, one.name] as const] : [])))
    return new Map(
      records.flatMap(record => {
        if (!record) return []
        const { id, threadId, assigneeId } = record
        const care = { id, assigneeId, name: names.get(assigneeId) ?? '', isMine: assigneeId === principalId }
        return [[threadId, care] as const]
      }),
    )
  }, [records, assignees, principalId])
  const of = useCallback(
    (threadId: string) => (isOn ? (byThread.get(threadId) ?? null) : undefined),
    [isOn, byThread],
  )
  const assign = useCallback(
    async (threadId: string, assigneeId: string | null) => {
      const known = byThread.get(threadId)
      if (assigneeId === null) {
        if (known) await client.destroy(TYPE, known.id, accountId).saved
      } else if (known) await client.update(TYPE, known.id, { assigneeId }, accountId).saved
      else await client.create(TYPE, { threadId, assigneeId }, { accountId }).saved
    },
    [client, accountId, byThread],
  )
  return useMemo(() => ({ of, assign }), [of, assign])
}

/** Who takes care of a conversation, as a chip says it. */
export function useCarer(accountId: string): (threadId: string) => string | null {
  const t = useT(careTexts)
  const { of } = useAssignments(accountId)
  return useCallback(
    threadId => {
      const care = of(threadId)
      return care ? (care.isMine ? t('chip.me') : care.name) : null
    },
    [of, t],
  )
}

const NONE: readonly string[] = []
const NAMED = { properties: ['name'] }

const unique = (records: readonly (ThreadAssignment | null | undefined)[]): string[] => [
  ...new Set(records.flatMap(record => record?.assigneeId ?? [])),
]
