import i18next, { type i18n as I18n } from 'i18next'

export type Language = 'fr' | 'en'
export const languages: readonly Language[] = ['fr', 'en']

/** One instance, ready before the first catalogue is defined: all texts are in the bundle. */
export const i18n: I18n = i18next.createInstance()

i18n.init({
  lng: 'fr',
  fallbackLng: 'fr',
  supportedLngs: [...languages],
  resources: {},
  initAsync: false,
  // Keys are flat: `list.empty` is one word, not a path.
  keySeparator: false,
  nsSeparator: false,
  // React escapes what it draws.
  interpolation: { escapeValue: false },
})

/** What the person chose, else what the browser asks for, else French. */
export function chooseLanguage(preference: string | null, browser: readonly string[]): Language {
  const wanted = [preference ?? '', ...browser].map(tag => tag.slice(0, 2).toLowerCase())
  return languages.find(language => language === wanted.find(isLanguage)) ?? 'fr'
}

function isLanguage(tag: string): tag is Language {
  return (languages as readonly string[]).includes(tag)
}

export function currentLanguage(): Language {
  return i18n.resolvedLanguage === 'en' ? 'en' : 'fr'
}

export function setLanguage(language: Language): void {
  if (typeof document !== 'undefined') document.documentElement.lang = language
  void i18n.changeLanguage(language)
}
