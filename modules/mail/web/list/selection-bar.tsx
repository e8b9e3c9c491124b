import { IconDots, IconX } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, IconButton, Menu, Progress, usePhone } from '../../../../web/ui/index.ts'
import { offered, type ThreadVerbs } from '../action/thread-verbs.ts'
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
  const { back, archive, trash, move, snooze, read, flag, label, junk } = verbs
  const phone = usePhone()
  const shown = offered(phone ? [back, archive, trash, read] : [back, archive, trash, snooze, move, read])
  const folded = offered(phone ? [snooze, move, flag, label, junk] : [flag, label, junk])
  return (
    <div className={styles.bar} role="toolbar" aria-label={t('choose.toolbar')}>
      <IconButton icon={IconX} label={t('choose.clear')} onClick={onClear} />
      <h1 className={styles.count}>
        <span role="status">{t('choose.count', { count })}</span>
      </h1>
      {shown.map(verb => (
        <IconButton key={verb.id} icon={verb.icon ?? IconDots} label={verb.label} onClick={verb.onRun} />
      ))}
      <Menu groups={[{ verbs: folded }]}>
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
