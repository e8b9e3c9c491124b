import { IconArrowLeft, IconArrowRight, IconDownload } from '@tabler/icons-react'
import type { KeyboardEvent } from 'react'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { Dialog, formatSize, IconButton } from '../../../../web/ui/index.ts'
import { DownloadLink } from './download-link.tsx'
import { type FilePart, nameOfPart } from './file-part.ts'
import { FilePreview } from './file-preview.tsx'
import styles from './files.module.css'
import type { InnerFiles } from './nested-message.tsx'
import { readerTexts } from './texts.ts'
import { useDownloadUrl } from './use-file.ts'

type Props = {
  accountId: string
  files: readonly FilePart[]
  at: number
  onGo: (at: number) => void
  onClose: () => void
  /** Draws the files of a message that is a file itself. */
  inner: InnerFiles
}

/** One file after the other, looked at without keeping it. */
export function FileDialog({ accountId, files, at, onGo, onClose, inner }: Props) {
  const t = useT(readerTexts)
  const language = useLanguage()
  const urlOf = useDownloadUrl(accountId)
  const file = files[at]!
  const name = nameOfPart(file, t)
  const url = urlOf(file.blobId, name, file.type)
  const go = (step: 1 | -1): void => onGo((at + step + files.length) % files.length)
  const onKeyDown = (event: KeyboardEvent): void => {
    if (files.length < 2 || (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight')) return
    event.preventDefault()
    go(event.key === 'ArrowLeft' ? -1 : 1)
  }
  return (
    <Dialog
      open
      size={1040}
      title={name}
      onClose={onClose}
      actions={
        <>
          {files.length > 1 && (
            <span className={styles.steps}>
              <IconButton icon={IconArrowLeft} label={t('file.previous')} onClick={() => go(-1)} />
              <span role="status">{t('file.place', { at: at + 1, of: files.length })}</span>
              <IconButton icon={IconArrowRight} label={t('file.next')} onClick={() => go(1)} />
            </span>
          )}
          <span className={styles.size}>{formatSize(file.size, language)}</span>
          <DownloadLink url={url} name={name} icon={IconDownload} />
        </>
      }
    >
      {/* biome-ignore lint/a11y/noStaticElementInteractions: arrows are a short cut to the buttons below */}
      <div className={styles.stage} onKeyDown={onKeyDown}>
        <FilePreview
          key={file.blobId}
          accountId={accountId}
          part={file}
          name={name}
          url={url}
          inner={inner}
        />
      </div>
    </Dialog>
  )
}
