import type { Language } from '../../../web/i18n/language.ts'

interface Words {
  /** What is said when nothing can be looked up. */
  readonly something: string
  readonly signIn: string
  readonly look: string
  /** What was pressed could not be done. */
  readonly undone: string
  readonly trial: string
  readonly trialText: string
}

/** Of the worker; apart from the catalogues, whose machinery would be most of it. */
export const words: Readonly<Record<Language, Words>> = {
  fr: {
    something: 'Du nouveau dans Bastide',
    signIn: 'Connectez-vous pour le voir.',
    look: 'Ouvrez l’application pour le voir.',
    undone: 'Cela n’a pas abouti, rien n’a changé.',
    trial: 'Les notifications arrivent',
    trialText: 'Cet essai est parti de votre serveur et vous parvient par le service du navigateur.',
  },
  en: {
    something: 'News in Bastide',
    signIn: 'Sign in to see it.',
    look: 'Open the application to see it.',
    undone: 'That did not work, nothing has changed.',
    trial: 'Notifications arrive',
    trialText: 'This trial left your server and reached you through the service of the browser.',
  },
}
