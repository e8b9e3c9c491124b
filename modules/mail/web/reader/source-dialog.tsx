import { IconDownload } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { Dialog } from '../../../../web/ui/index.ts'
import { DownloadLink } from './download-link.tsx'
import type { ReadEmail } from './email.ts'
import { fileNameOf } from './file-part.ts'
import { TextPreview } from './text-preview.tsx'
import { readerTexts } from './texts.ts'
import { useDownloadUrl } from './use-file.ts'

type Props = { accountId: string; email: ReadEmail; onClose: () => void }

/** The message as it came, byte for byte. */
export function SourceDialog({ accountId, email, onClose }: Props) {
  const t = useT(readerTexts)
  const urlOf = useDownloadUrl(accountId)
  const name = fileNameOf(email.subject, 'eml')
  const url = urlOf(email.blobId, name, 'message/rfc822')
  return (
    <Dialog
      open
      size={860}
      title={t('source.title')}
      onClose={onClose}
      actions={<DownloadLink url={url} name={name} icon={IconDownload} />}
    >
      <TextPreview url={url} charset={null} />
    </Dialog>
  )
}
