import { IconX } from '@tabler/icons-react'
import { useLanguage, useT } from '../../i18n/index.ts'
import { IconButton } from '../action/icon-button.tsx'
import { stroke } from '../action/verb.ts'
import { Progress } from '../notice/progress.tsx'
import { formatSize } from '../text/size.ts'
import { uiTexts } from '../texts.ts'
import styles from './file.module.css'
import { iconOfType } from './file-kind.ts'

export type Attachment = { id: string; name: string; type: string; size: number }

type Props = {
  file: Attachment
  onOpen?: () => void
  onRemove?: () => void
  /** While it is being sent, from 0 to 1. */
  sent?: number | undefined
  error?: string | undefined
}

/** A file that hangs on a message, an event or a task. */
export function AttachmentTile({ file, onOpen, onRemove, sent, error }: Props) {
  const t = useT(uiTexts)
  const language = useLanguage()
  const Glyph = iconOfType(file.type)
  const face = (
    <>
      <Glyph size={19} stroke={stroke} aria-hidden="true" />
      <b>{file.name}</b>
      <small>{error ?? formatSize(file.size, language)}</small>
    </>
  )
  return (
    <div className={styles.tile} data-error={error !== undefined || undefined}>
      {onOpen ? (
        <button type="button" className={styles.face} onClick={onOpen}>
          {face}
        </button>
      ) : (
        <span className={styles.face}>{face}</span>
      )}
      {onRemove && (
        <IconButton
          size="small"
          icon={IconX}
          label={t('action.remove', { name: file.name })}
          onClick={onRemove}
        />
      )}
      {sent !== undefined && !error && (
        <span className={styles.sent}>
          <Progress
            label={t('file.progress', { name: file.name, percent: Math.round(sent * 100) })}
            value={sent}
          />
        </span>
      )}
    </div>
  )
}
