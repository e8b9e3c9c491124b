import { useCallback, useState } from 'react'
import type { FilterTree } from '../../../../lib/filter.ts'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { useToast } from '../../../../web/ui/index.ts'
import type { ThreadEmail } from '../list/thread.ts'
import { mailTexts } from '../texts.ts'
import { type Change, changeAll, type Done, type Progress, takeBack, type WholeWork } from './whole.ts'

/** Much was done: there is more to think over than after one conversation. */
const STAYS_MS = 15_000

/** Emails of one account. */
export interface WholePart {
  readonly accountId: string
  readonly filter: FilterTree | null
}

export interface Whole {
  /** Null while nothing is going on. */
  readonly progress: Progress | null
  readonly stop: () => void
  readonly run: (
    parts: readonly WholePart[],
    changeOf: (email: ThreadEmail, accountId: string) => Change,
  ) => Promise<void>
}

/** Work on a whole place, in one account or several, with how far it has come, a way to stop it and a way back. */
export function useWhole(): Whole {
  const t = useT(mailTexts)
  const client = useClient()
  const toast = useToast()
  const [going, setGoing] = useState<{ progress: Progress; abort: AbortController } | null>(null)

  const begin = useCallback(
    async <T>(work: (settingIn: (accountId: string) => WholeWork) => Promise<T>): Promise<T | null> => {
      const abort = new AbortController()
      let last: Progress = { done: 0, total: null }
      const onProgress = (progress: Progress): void => {
        last = progress
        setGoing({ progress, abort })
      }
      try {
        return await work(accountId => ({ client, accountId, signal: abort.signal, onProgress }))
      } catch {
        toast({ text: t('bulk.failed', { done: last.done, total: last.total ?? 0 }), tone: 'error' })
        return null
      } finally {
        setGoing(null)
      }
    },
    [client, toast, t],
  )

  const run = useCallback<Whole['run']>(
    async (parts, changeOf) => {
      const done = await begin(async settingIn => {
        const all: (Done & { accountId: string })[] = []
        for (const { accountId, filter } of parts) {
          const part = await changeAll(settingIn(accountId), filter, email => changeOf(email, accountId))
          all.push({ accountId, ...part })
        }
        return all
      })
      const count = done?.reduce((sum, part) => sum + part.count, 0) ?? 0
      if (done === null || count === 0) return
      const takeAllBack = async (settingIn: (accountId: string) => WholeWork): Promise<void> => {
        for (const { accountId, inverse } of done) await takeBack(settingIn(accountId), inverse)
      }
      const undo = () => void begin(takeAllBack)
      const isBack = done.some(({ inverse }) => inverse.length > 0)
      toast({ text: t('bulk.done', { count }), stays: STAYS_MS, ...(isBack && { undo }) })
    },
    [begin, toast, t],
  )
  return { progress: going?.progress ?? null, stop: () => going?.abort.abort(), run }
}
