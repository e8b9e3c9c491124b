import { defineCatalogue } from '../../../../web/i18n/index.ts'

export const savedTexts = defineCatalogue('mail-saved', {
  fr: {
    searches: 'Recherches',
    save: 'Garder cette recherche',
    drop: 'Ne plus garder cette recherche',
    name: 'Nom de la recherche',
    taken: 'Une recherche porte déjà ce nom.',
    saved: 'Recherche « {{name}} » gardée',
    rename: 'Renommer',
    'rename.title': 'Renommer la recherche',
    delete: 'Supprimer',
    deleted: 'Recherche « {{name}} » supprimée',
  },
  en: {
    searches: 'Saved searches',
    save: 'Save this search',
    drop: 'Remove this saved search',
    name: 'Search name',
    taken: 'A search already has this name.',
    saved: 'Search “{{name}}” saved',
    rename: 'Rename',
    'rename.title': 'Rename search',
    delete: 'Delete',
    deleted: 'Search “{{name}}” deleted',
  },
})
