import { useEffect, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { Banner, formatSize, QuotaBar } from '../../../../web/ui/index.ts'
import styles from './share.module.css'
import { shareTexts } from './texts.ts'

// RFC 9425 §2
const QUOTA = 'urn:ietf:params:jmap:quota'
const OFTEN_MS = 60_000

export interface Space {
  readonly used: number
  readonly limit: number
  readonly isWarned: boolean
}

/** What an account holds of what it may; null where it has no limit, or while that is not known. */
export function useSpace(accountId: string): Space | null {
  const client = useClient()
  const [space, setSpace] = useState<Space | null>(null)
  useEffect(() => {
    let isOver = false
    const look = async (): Promise<void> => {
      const answers = await client.ask([QUOTA], [['Quota/get', { accountId, ids: null }, 'q']])
      const list = answers.read('q', 'Quota/get')['list'] as {
        used: number
        hardLimit: number
        warnLimit: number
      }[]
      const [quota] = list
      if (isOver) return
      setSpace(
        quota ? { used: quota.used, limit: quota.hardLimit, isWarned: quota.used >= quota.warnLimit } : null,
      )
    }
    const quietly = (): void => void look().catch(() => undefined)
    quietly()
    const timer = setInterval(quietly, OFTEN_MS)
    return () => {
      isOver = true
      clearInterval(timer)
    }
  }, [client, accountId])
  return space
}

/** At the end of the places: how full the mailbox is, once that matters. */
export function SpaceLine({ accountId }: { accountId: string }) {
  const space = useSpace(accountId)
  return space?.isWarned ? (
    <div className={styles.space}>
      <SpaceUsed accountId={accountId} />
    </div>
  ) : null
}

/** The space of a mailbox, and a warning before it is full. */
export function SpaceUsed({ accountId }: { accountId: string }) {
  const t = useT(shareTexts)
  const space = useSpace(accountId)
  if (space === null) return null
  return (
    <>
      <QuotaBar limit={space.limit} parts={[{ label: t('space.mail'), bytes: space.used }]} />
      <SpaceWarning space={space} />
    </>
  )
}

export function SpaceWarning({ space }: { space: Space }) {
  const t = useT(shareTexts)
  const language = useLanguage()
  if (!space.isWarned) return null
  const left = space.limit - space.used
  return (
    <Banner tone="warn">
      {left <= 0 ? t('space.full') : t('space.warning', { left: formatSize(left, language) })}
    </Banner>
  )
}
