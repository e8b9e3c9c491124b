import { IconDownload } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button } from '../../../../web/ui/index.ts'
import { download } from './download-link.tsx'
import type { ReadEmail } from './email.ts'
import { fileNameOf } from './file-part.ts'
import { readerTexts } from './texts.ts'
import { useDownloadUrl } from './use-file.ts'

/** A message as one would keep it. */
export type Whole = Pick<ReadEmail, 'blobId' | 'subject' | 'attachments'>

type Props = { accountId: string; whole: Whole; children: ReactNode }

/** Says why not all of a letter is shown, and gives all of it. */
export function WholeNotice({ accountId, whole, children }: Props) {
  const t = useT(readerTexts)
  const urlOf = useDownloadUrl(accountId)
  const name = fileNameOf(whole.subject, 'eml')
  const keep = () => download(urlOf(whole.blobId, name, 'message/rfc822'), name)
  return (
    <Banner
      action={
        <Button icon={IconDownload} onClick={keep}>
          {t('body.download')}
        </Button>
      }
    >
      {children}
    </Banner>
  )
}
