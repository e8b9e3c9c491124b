import { IconPaperclip, IconStarFilled } from '@tabler/icons-react'
import { useT } from '../../i18n/index.ts'
import { stroke } from '../action/verb.ts'
import { Chip } from '../mark/chip.tsx'
import { uiTexts } from '../texts.ts'
import type { RowFace } from './face.ts'
import styles from './row.module.css'

/** Title line, second line, quiet third line. In a dense list the same words stand on one line. */
export function RowWords({ face }: { face: RowFace }) {
  const t = useT(uiTexts)
  const { title, count = 0, second, live, when } = face
  const third = live ?? face.third
  return (
    <span className={styles.words}>
      <span className={styles.first}>
        {face.unread && <span className="unseen">{t('list.unread')} </span>}
        <b>{title}</b>
        {count > 1 && (
          <span className={styles.count}>
            <span aria-hidden="true">{count}</span>
            <span className="unseen">{t('list.count', { count })}</span>
          </span>
        )}
        {when && <span className={styles.when}>{when}</span>}
      </span>
      {second !== undefined && (
        <span className={styles.second}>
          <span>{second}</span>
          <RowMarks face={face} />
          {third === undefined && <RowChips face={face} />}
        </span>
      )}
      {third !== undefined && (
        <span className={styles.third}>
          <span className={live === undefined ? undefined : styles.live}>{third}</span>
          <RowChips face={face} />
        </span>
      )}
    </span>
  )
}

function RowMarks({ face }: { face: RowFace }) {
  const t = useT(uiTexts)
  return (
    <>
      {face.attachment && (
        <span className={styles.sign}>
          <IconPaperclip size={16} stroke={stroke} aria-hidden="true" />
          <span className="unseen">{t('list.attachment')}</span>
        </span>
      )}
      {face.flagged && (
        <span className={styles.star}>
          <IconStarFilled size={15} aria-hidden="true" />
          <span className="unseen">{t('list.flagged')}</span>
        </span>
      )}
    </>
  )
}

function RowChips({ face }: { face: RowFace }) {
  if (!face.chips?.length) return null
  return (
    <span className={styles.chips}>
      {face.chips.map(chip => (
        <Chip key={chip.text} colour={chip.colour}>
          {chip.text}
        </Chip>
      ))}
    </span>
  )
}
