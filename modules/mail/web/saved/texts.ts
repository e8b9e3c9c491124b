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
    searches: 'Searches',
    save: 'Keep this search',
    drop: 'No longer keep this search',
    name: 'Name of the search',
    taken: 'A search has this name already.',
    saved: 'Search “{{name}}” kept',
    rename: 'Rename',
    'rename.title': 'Rename search',
    delete: 'Delete',
    deleted: 'Search “{{name}}” deleted',
  },
})
