import { formatNumber } from './format.ts'
import { currentLanguage, i18n, type Language } from './language.ts'

type Texts = Readonly<Record<string, string>>
type Suffix = '_zero' | '_one' | '_many' | '_other'

/** `pages_one` and `pages_other` are both asked for as `pages`. */
export type TextKey<T extends Texts> = {
  [K in keyof T & string]: K extends `${infer Stem}${Suffix}` ? Stem : K
}[keyof T & string]

type Slots<S extends string> = S extends `${string}{{${infer Name}}}${infer Rest}`
  ? Name | Slots<Rest>
  : never
type Wordings<T extends Texts, K extends string> = T[Extract<keyof T, K | `${K}${Suffix}`>]

type Values<T extends Texts, K extends string> =
  | Slots<Wordings<T, K>>
  | (`${K}_other` extends keyof T ? 'count' : never)

type Arguments<T extends Texts, K extends string> = [Values<T, K>] extends [never]
  ? []
  : [values: { readonly [N in Values<T, K>]: N extends 'count' ? number : string | number }]

/** Draws one text; the compiler demands the values that the wording has slots for. */
export type Translate<T extends Texts> = <K extends TextKey<T>>(key: K, ...values: Arguments<T, K>) => string

export type Catalogue<T extends Texts> = {
  readonly area: string
  readonly texts: Record<Language, Texts>
} & {
  /** Carries the type only. */
  readonly fr?: T
}

/** The type to ask of a `t` that is handed on: `Translate<TextsOf<typeof mailTexts>>`. */
export type TextsOf<C> = C extends Catalogue<infer T> ? T : never

/**
 * The texts of one area. English must have the keys of French and no other: a missing one is a type error.
 * The area is registered at once, so importing a screen brings its words along and nothing is fetched.
 */
export function defineCatalogue<const T extends Texts>(
  area: string,
  texts: { readonly fr: T; readonly en: { readonly [K in keyof T]: string } },
): Catalogue<T> {
  i18n.addResourceBundle('fr', area, withFrenchMillions(mapped(texts.fr, unbroken)))
  i18n.addResourceBundle('en', area, texts.en)
  return { area, texts }
}

const mapped = (texts: Texts, change: (text: string) => string): Texts =>
  Object.fromEntries(Object.entries(texts).map(([key, text]) => [key, change(text)]))

/** French puts a space before high punctuation and within its quotation marks; the line must not end there. */
export const unbroken = (text: string): string =>
  text.replace(/ (?=[:;!?»])/g, '\u00a0').replace(/« /g, '«\u00a0')

// French has a third plural, « un million de pages »; no wording of ours differs there from the common plural.
function withFrenchMillions(texts: Texts): Texts {
  const plurals = Object.entries(texts).filter(([key]) => key.endsWith('_other'))
  const millions = plurals.map(([key, text]) => [key.replace(/_other$/, '_many'), text])
  return { ...Object.fromEntries(millions), ...texts }
}

export function translate<T extends Texts>(catalogue: Catalogue<T>, language?: Language): Translate<T> {
  const fixed = i18n.getFixedT(language ?? null, catalogue.area)
  return (key, ...[values]) =>
    fixed(key as string, { ...values, replace: written(values ?? {}, language ?? currentLanguage()) })
}

/** Numbers are shown as the language writes them; `count` decides between singular and plural beside. */
const written = (values: Readonly<Record<string, unknown>>, language: Language): Record<string, unknown> =>
  Object.fromEntries(
    Object.entries(values).map(([name, value]) => [
      name,
      typeof value === 'number' ? formatNumber(value, language) : value,
    ]),
  )
