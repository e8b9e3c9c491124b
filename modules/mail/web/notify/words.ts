import type { Language } from '../../../../web/i18n/language.ts'

interface Words {
  readonly one: string
  readonly several: (count: number) => string
  readonly noSender: string
  readonly noSubject: string
  readonly archive: string
  readonly read: string
}

/** Apart from the catalogues, whose machinery would be most of the worker. */
export const words: Readonly<Record<Language, Words>> = {
  fr: {
    one: 'Nouveau message',
    several: count => `${count} nouveaux messages`,
    noSender: 'Expéditeur inconnu',
    noSubject: '(Sans objet)',
    archive: 'Archiver',
    read: 'Marquer comme lu',
  },
  en: {
    one: 'New message',
    several: count => `${count} new messages`,
    noSender: 'Unknown sender',
    noSubject: '(No subject)',
    archive: 'Archive',
    read: 'Mark as read',
  },
}
