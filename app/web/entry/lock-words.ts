import type { Refused } from '../../../lib/errors.ts'
import type { TextsOf, Translate } from '../../../web/i18n/index.ts'
import type { entryTexts } from './texts.ts'

/** That there were too many attempts, and when to come again. */
export function lockWords({ details }: Refused, t: Translate<TextsOf<typeof entryTexts>>): string {
  const { retryAfter, locked } = details
  if (typeof retryAfter !== 'number') return t('signin.locked')
  const minutes = { count: Math.ceil(retryAfter / 60) }
  return locked === 'place' ? t('signin.locked-place', minutes) : t('signin.locked-for', minutes)
}
