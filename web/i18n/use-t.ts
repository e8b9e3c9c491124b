import { useMemo, useSyncExternalStore } from 'react'
import { type Catalogue, type Translate, translate } from './catalogue.ts'
import { currentLanguage, i18n, type Language } from './language.ts'

export function useLanguage(): Language {
  return useSyncExternalStore(onLanguage, currentLanguage)
}

/** `const t = useT(mailTexts); t('list.unread', { count: 3 })` */
export function useT<T extends Readonly<Record<string, string>>>(catalogue: Catalogue<T>): Translate<T> {
  const language = useLanguage()
  return useMemo(() => translate(catalogue, language), [catalogue, language])
}

function onLanguage(notice: () => void): () => void {
  i18n.on('languageChanged', notice)
  return () => i18n.off('languageChanged', notice)
}
