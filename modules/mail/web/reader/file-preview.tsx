import { useT } from '../../../../web/i18n/index.ts'
import { EmptyState, ErrorState, iconOfType, Skeleton, useDelayed } from '../../../../web/ui/index.ts'
import { kindOfFile } from '../../../../wire/document/kind.ts'
import { DocumentPreview } from './document-preview.tsx'
import { type FilePart, isMessage } from './file-part.ts'
import styles from './files.module.css'
import { type InnerFiles, NestedMessage } from './nested-message.tsx'
import { NestedWinmail } from './nested-winmail.tsx'
import { TextPreview } from './text-preview.tsx'
import { readerTexts } from './texts.ts'
import { useFile } from './use-file.ts'

type Props = { accountId: string; part: FilePart; name: string; url: string; inner: InnerFiles }

export function FilePreview({ accountId, part, name, url, inner }: Props) {
  const t = useT(readerTexts)
  const { type } = part
  if (/^image\/(png|jpeg|gif|webp|avif|bmp)$/.test(type))
    return <img className={styles.picture} src={url} alt={name} />
  if (type === 'application/pdf') return <PdfPreview url={url} name={name} />
  if (isMessage(part)) return <NestedMessage accountId={accountId} part={part} inner={inner} />
  const kind = kindOfFile(type, part.name)
  if (kind === 'tnef') return <NestedWinmail {...{ accountId, part, name, inner }} />
  if (kind && kind !== 'text') return <DocumentPreview accountId={accountId} part={part} name={name} />
  if (kind === 'text' || /^text\/|^message\/|^application\/(json|xml)$/.test(type))
    return <TextPreview url={url} charset={part.charset} />
  return <EmptyState icon={iconOfType(type)}>{t('file.no-preview')}</EmptyState>
}

/** The browser's own viewer, which calls the file as the last word of its address, once its bytes are known to be had. */
function PdfPreview({ url, name }: { url: string; name: string }) {
  const t = useT(readerTexts)
  const shown = `${url}&inline=1`
  const file = useFile(shown)
  const isLate = useDelayed(file.kind === 'waiting')
  if (file.kind === 'failed') return <ErrorState>{t('file.failed')}</ErrorState>
  if (file.kind === 'waiting') return isLate ? <Skeleton height={480} radius={12} /> : null
  return <iframe className={styles.page} src={`${shown}#navpanes=0`} title={name} />
}
