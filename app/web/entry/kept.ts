import type { Who } from '../../../web/face.ts'
import { chooseLanguage, type Language } from '../../../web/i18n/index.ts'

// What this browser remembers from one visit to the next, beside the records: who was here, and in which language.

const WHO = 'bastide.who'
const ADDRESS = 'bastide.address'
const LANGUAGE = 'bastide.language'
const LEAVING = 'bastide.leaving'

/** Who signed in last and has not signed out: opens the app before, or without, an answer of the server. */
export function keptWho(): Who | null {
  const text = localStorage.getItem(WHO)
  return text === null ? null : (JSON.parse(text) as Who)
}

export function keepWho(who: Who): void {
  localStorage.setItem(WHO, JSON.stringify(who))
  localStorage.setItem(ADDRESS, who.address)
}

export const dropWho = (): void => localStorage.removeItem(WHO)

/** Somebody has signed out, and the server does not know it yet: until then nobody is let in by what stands there. */
export const isLeaving = (): boolean => localStorage.getItem(LEAVING) !== null
export const keepLeaving = (): void => localStorage.setItem(LEAVING, '')
export const dropLeaving = (): void => localStorage.removeItem(LEAVING)

/** The address is proposed again at the next sign-in. */
export const keptAddress = (): string => localStorage.getItem(ADDRESS) ?? ''

export function keptLanguage(fallback: string | null = null): Language {
  return chooseLanguage(localStorage.getItem(LANGUAGE) ?? fallback, navigator.languages)
}

export const keepLanguage = (language: Language): void => localStorage.setItem(LANGUAGE, language)
