import { defineCatalogue } from '../../../web/i18n/index.ts'

export const offlineTexts = defineCatalogue('offline', {
  fr: { 'version.ready': 'Une nouvelle version est prête.', 'version.open': 'Recharger' },
  en: { 'version.ready': 'A new version is ready.', 'version.open': 'Reload' },
})
