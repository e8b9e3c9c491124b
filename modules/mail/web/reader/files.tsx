import { IconDownload } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { AttachmentTile, Button } from '../../../../web/ui/index.ts'
import type { EmailBodyPart } from '../../types.ts'
import { download } from './download-link.tsx'
import { isShownElsewhere } from './email.ts'
import { FileDialog } from './file-dialog.tsx'
import { type FilePart, nameOfPart } from './file-part.ts'
import styles from './files.module.css'
import { readerTexts } from './texts.ts'
import { useDownloadUrl } from './use-file.ts'

/** The files of a message. */
export function Files({ accountId, parts }: { accountId: string; parts: readonly EmailBodyPart[] }) {
  const t = useT(readerTexts)
  const urlOf = useDownloadUrl(accountId)
  const [at, setAt] = useState<number | null>(null)
  const files = parts.filter((part): part is FilePart => part.blobId !== null && !isShownElsewhere(part))
  if (files.length === 0) return null
  const nameOf = (part: EmailBodyPart): string => nameOfPart(part, t)
  const takeAll = async (): Promise<void> => {
    for (const file of files) {
      download(urlOf(file.blobId, nameOf(file), file.type), nameOf(file))
      // A browser that is told of several at once keeps only the last.
      await new Promise(resolve => setTimeout(resolve, 300))
    }
  }
  return (
    <section className={styles.files} aria-label={t('files.label')}>
      {files.map((part, index) => (
        <AttachmentTile
          key={part.blobId}
          file={{ id: part.blobId, name: nameOf(part), type: part.type, size: part.size }}
          onOpen={() => setAt(index)}
        />
      ))}
      {files.length > 1 && (
        <Button look="link" icon={IconDownload} onClick={() => void takeAll()}>
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
          inner={parts => <Files accountId={accountId} parts={parts} />}
        />
      )}
    </section>
  )
}
