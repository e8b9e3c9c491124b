import { defineCatalogue } from '../../../../web/i18n/index.ts'

export const mailboxTexts = defineCatalogue('admin-mailbox', {
  fr: {
    toolbar: 'Actions sur cette boîte',
    with_zero: 'Personne n’y a accès',
    with_one: '{{count}} personne ou groupe',
    with_other: '{{count}} personnes ou groupes',
    heading: 'Qui y a accès',
    'heading.help': 'Lire, répondre de la part de la boîte, envoyer en son nom ou tout gérer.',
    share: 'Partager…',
  },
  en: {
    toolbar: 'Actions on this mailbox',
    with_zero: 'Nobody has access',
    with_one: '{{count}} person or group',
    with_other: '{{count}} people or groups',
    heading: 'Who has access',
    'heading.help': 'Read, send on behalf of the mailbox, send as it, or manage everything.',
    share: 'Share…',
  },
})
