import { useCallback, useState } from 'react'
import type { FilterTree } from '../../../../lib/filter.ts'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { useToast } from '../../../../web/ui/index.ts'
import type { ListedEmail } from '../list/thread.ts'
import { mailTexts } from '../texts.ts'
import { type Change, changeAll, type Progress, takeBack, type WholeWork } from './whole.ts'

/** Much was done: there is more to think over than after one conversation. */
const STAYS_MS = 15_000

export interface Whole {
  /** Null while nothing is going on. */
  readonly progress: Progress | null
  readonly stop: () => void
  readonly run: (filter: FilterTree | null, changeOf: (email: ListedEmail) => Change) => Promise<void>
}

/** Work on a whole place, with how far it has come, a way to stop it and a way back. */
export function useWhole(accountId: string): Whole {
  const t = useT(mailTexts)
  const client = useClient()
  const toast = useToast()
  const [going, setGoing] = useState<{ progress: Progress; abort: AbortController } | null>(null)

  const begin = useCallback(
    async <T>(work: (setting: WholeWork) => Promise<T>): Promise<T | null> => {
      const abort = new AbortController()
      let last: Progress = { done: 0, total: null }
      const onProgress = (progress: Progress): void => {
        last = progress
        setGoing({ progress, abort })
      }
      try {
        return await work({ client, accountId, signal: abort.signal, onProgress })
      } catch {
        toast({ text: t('bulk.failed', { done: last.done, total: last.total ?? 0 }), tone: 'error' })
        return null
      } finally {
        setGoing(null)
      }
    },
    [client, accountId, toast, t],
  )

  const run = useCallback<Whole['run']>(
    async (filter, changeOf) => {
      const done = await begin(work => changeAll(work, filter, changeOf))
      if (done === null || done.count === 0) return
      const { count, inverse } = done
      const undo = () => void begin(work => takeBack(work, inverse))
      toast({ text: t('bulk.done', { count }), stays: STAYS_MS, ...(inverse.length > 0 && { undo }) })
    },
    [begin, toast, t],
  )
  return { progress: going?.progress ?? null, stop: () => going?.abort.abort(), run }
}
