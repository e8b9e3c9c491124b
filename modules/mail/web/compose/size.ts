import { useSession } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { formatSize } from '../../../../web/ui/index.ts'
import { MAIL } from '../../types.ts'
import { keptEnclosures, type Letter } from './letter.ts'
import { composeTexts } from './texts.ts'

/** What most servers of the world take, where ours does not say. */
const COMMON_LIMIT = 25 * 1024 * 1024

export const sizeOf = (letter: Letter): number =>
  keptEnclosures(letter).reduce((sum, { size }) => sum + size, 0)

/** How much may be attached, and the words for it. RFC 8621 §1.3.1 */
export function useSizeLimit(accountId: string) {
  const t = useT(composeTexts)
  const language = useLanguage()
  const given = useSession().accounts[accountId]?.accountCapabilities[MAIL]?.['maxSizeAttachmentsPerEmail']
  const bytes = typeof given === 'number' ? given : COMMON_LIMIT
  const words = (letter: Letter) => ({
    used: formatSize(sizeOf(letter), language),
    limit: formatSize(bytes, language),
  })
  return {
    bytes,
    total: (letter: Letter): string => t('files.total', words(letter)),
    tooBig: (letter: Letter): string => t('files.too-big', words(letter)),
  }
}
