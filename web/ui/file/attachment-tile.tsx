import { IconX } from '@tabler/icons-react'
import type { DragEvent } from 'react'
import { useLanguage, useT } from '../../i18n/index.ts'
import { IconButton } from '../action/icon-button.tsx'
import { stroke } from '../action/verb.ts'
import { Progress } from '../notice/progress.tsx'
import { formatSize } from '../text/size.ts'
import { uiTexts } from '../texts.ts'
import styles from './file.module.css'
import { iconOfType } from './file-kind.ts'

export type Attachment = {
  id: string
  name: string
  type: string
  size: number
  /** Where it is downloaded from: so it can be dragged out of the page. */
  url?: string
}

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
    // biome-ignore lint/a11y/noStaticElementInteractions: lets the mouse take it out of the page; the download has a button
    <div
      className={styles.tile}
      data-error={error !== undefined || undefined}
      draggable={file.url !== undefined || undefined}
      onDragStart={event => writeFile(event, file)}
    >
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

/** A browser that knows it writes the file where it is dropped; the others write its address. */
function writeFile({ dataTransfer }: DragEvent, { url, name, type }: Attachment): void {
  if (url === undefined) return
  const address = new URL(url, location.href).href
  dataTransfer.effectAllowed = 'copy'
  dataTransfer.setData('DownloadURL', `${type}:${name.replaceAll(':', '-')}:${address}`)
  dataTransfer.setData('text/uri-list', address)
}
