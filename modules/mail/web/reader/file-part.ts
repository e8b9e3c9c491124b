import type { Translate } from '../../../../web/i18n/index.ts'
import type { EmailBodyPart } from '../../types.ts'
import type { ReaderTexts } from './texts.ts'

/** A part that can be kept as a file. */
export type FilePart = EmailBodyPart & { readonly blobId: string }

/** What a part is called that came without a name. */
export function nameOfPart({ name, type }: EmailBodyPart, t: Translate<ReaderTexts>): string {
  if (name !== null) return name
  if (type === 'message/rfc822') return t('file.message')
  // RFC 3462 §1: the parts of a delivery report.
  if (type === 'message/delivery-status') return t('file.report')
  return t(type === 'text/rfc822-headers' ? 'file.headers' : 'file.unnamed')
}

/** A file that is named after a message. */
export const fileNameOf = (subject: string | null, extension: string): string =>
  `${(subject ?? '').replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 60) || 'message'}.${extension}`

/** A message as a file, whatever its sender's program made of it. */
export const isMessage = ({ type, name }: EmailBodyPart): boolean =>
  /^message\/(rfc822|global)$/.test(type) || /\.eml$/i.test(name ?? '')
