import type { EmailAddress } from '../../../../lib/descriptor.ts'
import { formatNames, type Language, type Translate } from '../../../../web/i18n/index.ts'
import type { Email } from '../../types.ts'
import { nameOf } from './email.ts'
import type { ReaderTexts } from './texts.ts'

/** Names that a line has room for. */
const SHOWN = 3

export const isOneOf = ({ email }: EmailAddress, addresses: ReadonlySet<string>): boolean =>
  addresses.has(email.toLowerCase())

/** « à vous, Direction générale »: the reader first, then as written; the rest by their number. */
export function recipientsLine(
  { to, cc, bcc }: Pick<Email, 'to' | 'cc' | 'bcc'>,
  own: ReadonlySet<string>,
  t: Translate<ReaderTexts>,
): string {
  const all = [...(to ?? []), ...(cc ?? []), ...(bcc ?? [])]
  const others = all.filter(address => !isOneOf(address, own)).map(nameOf)
  const names = [...(others.length < all.length ? [t('to.you')] : []), ...new Set(others)]
  if (names.length === 0) return t('to.nobody')
  const shown = names.slice(0, SHOWN).join(', ')
  const count = names.length - SHOWN
  return count > 0 ? t('to.more', { names: shown, count }) : t('to.line', { names: shown })
}

/** « Service Patrimoine et à 1 autre »: the first one whom a reply goes to, and how many more. */
export function replyLine(
  people: readonly EmailAddress[],
  language: Language,
  t: Translate<ReaderTexts>,
): string {
  const [first, ...others] = people.map(nameOf)
  const names = formatNames(first === undefined ? [] : [first], language)
  return others.length > 0 ? t('reply.to-others', { names, count: others.length }) : t('reply.to', { names })
}
