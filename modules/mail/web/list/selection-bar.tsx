import { IconDots, IconX } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, IconButton, Menu, Progress, usePhone, type Verb } from '../../../../web/ui/index.ts'
import type { ThreadVerbs } from '../action/thread-verbs.ts'
import type { Progress as HowFar } from '../action/whole.ts'
import { mailTexts } from '../texts.ts'
import styles from './list.module.css'

type Props = {
  count: number
  verbs: ThreadVerbs
  onClear: () => void
}

/** Takes the place of the header while something is chosen. */
export function SelectionBar({ count, verbs, onClear }: Props) {
  const t = useT(mailTexts)
  const { archive, trash, move, snooze, wake, read, flag, label, junk } = verbs
  const phone = usePhone()
  const isJunk = junk.id === 'notJunk'
  const first: Verb = isJunk ? junk : archive
  const last: Verb = isJunk ? archive : junk
  const shown: readonly Verb[] = phone ? [first, trash, read] : [first, trash, snooze, move, read]
  const folded: readonly Verb[] = phone ? [snooze, move, flag, label, last] : [flag, label, last]
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('choose.toolbar')}>
      <IconButton icon={IconX} label={t('choose.clear')} onClick={onClear} />
      <h1 className={styles.count}>
        <span role="status">{t('choose.count', { count })}</span>
      </h1>
      {shown.map(verb => (
        <IconButton
          key={verb.id}
          icon={verb.icon ?? IconDots}
          label={verb.label}
          disabled={verb.disabled ?? false}
          onClick={verb.onRun}
        />
      ))}
      <Menu groups={[{ verbs: wake.disabled ? folded : [wake, ...folded] }]}>
        <IconButton icon={IconDots} label={t('choose.more')} />
      </Menu>
    </div>
  )
}

type WholeProps = {
  place: string
  total: number
  isWhole: boolean
  progress: HowFar | null
  onWhole: () => void
  onClear: () => void
  onStop: () => void
}

/** From what is chosen to all of the place, and how far the work on it has come. */
export function WholeStrip({ place, total, isWhole, progress, onWhole, onClear, onStop }: WholeProps) {
  const t = useT(mailTexts)
  if (progress) {
    const { done } = progress
    const all = progress.total
    const words = all === null ? t('bulk.reading') : t('bulk.working', { done, total: all })
    return (
      <div className={styles.strip}>
        <span role="status">{words}</span>
        <Progress label={words} value={all ? done / all : null} />
        <Button look="link" onClick={onStop}>
          {t('bulk.stop')}
        </Button>
      </div>
    )
  }
  return (
    <div className={styles.strip}>
      {isWhole ? (
        <>
          <span role="status">{t('choose.is-whole', { count: total, place })}</span>
          <Button look="link" onClick={onClear}>
            {t('choose.clear')}
          </Button>
        </>
      ) : (
        <Button look="link" onClick={onWhole}>
          {t('choose.whole', { count: total, place })}
        </Button>
      )}
    </div>
  )
}
