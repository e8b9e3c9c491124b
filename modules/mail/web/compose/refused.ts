import type { Translate } from '../../../../web/i18n/index.ts'
import type { Refusal } from '../../../../web/sync/writes.ts'
import type { ComposeTexts } from './texts.ts'

const KNOWN = [
  'overQuota',
  'tooLarge',
  'forbidden',
  'blobNotFound',
  'notStored',
  'rateLimit',
  'tooManyRecipients',
] as const
const SENDERS: ReadonlySet<string> = new Set(['forbiddenFrom', 'forbiddenMailFrom', 'forbiddenToSend'])
const RECIPIENTS: ReadonlySet<string> = new Set(['noRecipients', 'invalidRecipients'])

/** Why the server would not have a letter, in words. RFC 8620 §5.3, RFC 8621 §7.5 */
export function refusalWords(why: string, t: Translate<ComposeTexts>): string {
  const known = KNOWN.find(word => word === why)
  if (known) return t(`refused.${known}`)
  if (SENDERS.has(why)) return t('refused.sender')
  return t(RECIPIENTS.has(why) ? 'refused.recipients' : 'refused.other')
}

/** A draft that could not be kept, or a letter that could not be sent or called back: told where it is written or read. */
export const isOfLetters = ({ effects }: Refusal): boolean =>
  effects.some(({ kind, type }) => type === 'EmailSubmission' || (type === 'Email' && kind === 'create'))
