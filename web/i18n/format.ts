import type { Language } from './language.ts'

/** France writes the day first, and so does the English of a European office. */
const locales: Record<Language, string> = { fr: 'fr-FR', en: 'en-GB' }

export function localeOf(language: Language): string {
  return locales[language]
}

export function formatNumber(value: number, language: Language): string {
  return new Intl.NumberFormat(locales[language]).format(value)
}

/** « Paul, Anne et Zoé » */
export function formatNames(names: readonly string[], language: Language): string {
  return new Intl.ListFormat(locales[language], { type: 'conjunction' }).format(names)
}

/** Sorts as a person of this language expects: accents and case do not part words, 2 comes before 10. */
export function collatorOf(language: Language): Intl.Collator {
  return new Intl.Collator(locales[language], { sensitivity: 'base', numeric: true })
}
