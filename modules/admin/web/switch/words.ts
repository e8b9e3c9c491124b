import type { TextKey, TextsOf, Translate } from '../../../../web/i18n/index.ts'
import { switchTexts } from './texts.ts'

type T = Translate<TextsOf<typeof switchTexts>>
type ModuleKey = Extract<TextKey<TextsOf<typeof switchTexts>>, `module.${string}`>

const isKey = (key: string): key is ModuleKey => key in switchTexts.texts.fr

/** A module that has no words here yet is called by its own name. */
export function nameOf(module: string, t: T): string {
  const key = `module.${module}`
  return isKey(key) ? t(key) : module
}

export function helpOf(module: string, t: T): string {
  const key = `module.${module}-help`
  return isKey(key) ? t(key) : ''
}
