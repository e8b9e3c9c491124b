import { useCallback, useMemo } from 'react'
import { usePresent } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { useBox } from '../share/box.ts'
import { careTexts } from './texts.ts'

/** What is said of who is answering a conversation right now; null of none. */
export function useAnswering(accountId: string): (threadId: string) => string | null {
  const t = useT(careTexts)
  const box = useBox(accountId)
  const present = usePresent(box?.isWhole ? accountId : null, 'Thread')
  const names = useMemo(() => Map.groupBy(present, one => one.id), [present])
  return useCallback(
    threadId => {
      const all = (names.get(threadId) ?? []).map(one => one.name)
      if (all.length === 0) return null
      return all.length === 1
        ? t('answering.one', { name: all[0]! })
        : t('answering.some', { names: all.join(', ') })
    },
    [names, t],
  )
}

/** The account where others may see that one answers, if there are any. */
export function useSeenByOthers(accountId: string): string | null {
  const box = useBox(accountId)
  return box?.isWhole ? accountId : null
}
