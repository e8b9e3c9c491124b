export {
  type Catalogue,
  defineCatalogue,
  type TextKey,
  type TextsOf,
  type Translate,
  translate,
  unbroken,
} from './catalogue.ts'
export { collatorOf, formatNames, formatNumber, localeOf } from './format.ts'
export { chooseLanguage, currentLanguage, type Language, languages, setLanguage } from './language.ts'
export { useLanguage, useT } from './use-t.ts'
