export type Language = 'fr' | 'en'

/** One text for each who may read it. */
export type Said = Readonly<Record<Language, string>>

export const said = (fr: string, en: string): Said => ({ fr, en })

/** What was looked at, and what to do about it; `bad` is where mail is lost, refused, or soon will be. */
export interface Finding {
  readonly state: 'good' | 'attention' | 'bad'
  readonly says: Said
  readonly advice: Said | null
}

export const good = (says: Said): Finding => ({ state: 'good', says, advice: null })
export const attention = (says: Said, advice: Said): Finding => ({ state: 'attention', says, advice })
export const bad = (says: Said, advice: Said): Finding => ({ state: 'bad', says, advice })
