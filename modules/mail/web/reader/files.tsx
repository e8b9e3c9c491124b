import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { AttachmentTile, Button } from '../../../../web/ui/index.ts'
import type { EmailBodyPart } from '../../types.ts'
import { download } from './download-link.tsx'
import { isShownElsewhere } from './email.ts'
import { FileDialog } from './file-dialog.tsx'
import { type FilePart, fileNameOf, nameOfPart } from './file-part.ts'
import styles from './files.module.css'
import { readerTexts } from './texts.ts'
import { useDownloadUrl } from './use-file.ts'

type Props = {
  accountId: string
  /** The message whose files they are. */
  blobId: string
  subject: string | null
  parts: readonly EmailBodyPart[]
}

/** The files of a message. */
export function Files({ accountId, blobId, subject, parts }: Props) {
  const t = useT(readerTexts)
  const urlOf = useDownloadUrl(accountId)
  const [at, setAt] = useState<number | null>(null)
  const files = parts.filter((part): part is FilePart => part.blobId !== null && !isShownElsewhere(part))
  if (files.length === 0) return null
  const fileOf = ({ blobId, type }: FilePart, name: string) => ({
    id: blobId,
    name,
    type,
    url: urlOf(blobId, name, type),
  })
  const takeAll = (): void => {
    const name = fileNameOf(subject, 'zip')
    download(`${urlOf(blobId, name, 'application/zip')}&attachments`, name)
  }
  return (
    <section className={styles.files} aria-label={t('files.label')}>
      {files.map((part, index) => (
        <AttachmentTile
          key={part.blobId}
          file={{ ...fileOf(part, nameOfPart(part, t)), size: part.size }}
          onOpen={() => setAt(index)}
        />
      ))}
      {files.length > 1 && (
        <Button look="link" icon={IconDownload} onClick={takeAll}>
          {t('files.all')}
        </Button>
      )}
      {at !== null && (
        <FileDialog
          accountId={accountId}
          files={files}
          at={at}
          onGo={setAt}
          onClose={() => setAt(null)}
          inner={message => <Files accountId={accountId} {...message} />}
        />
      )}
    </section>
  )
}
