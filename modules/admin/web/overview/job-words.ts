import type { TextKey, TextsOf } from '../../../../web/i18n/index.ts'
import { type OverviewT, overviewTexts } from './texts.ts'

type JobKey = Extract<TextKey<TextsOf<typeof overviewTexts>>, `named.${string}`>

const isKey = (key: string): key is JobKey => key in overviewTexts.texts.fr

/** What a job does; one that this version does not know is called by its own name. */
export function jobWords(name: string, t: OverviewT): string {
  const key = `named.${name}`
  return isKey(key) ? t(key) : name
}
