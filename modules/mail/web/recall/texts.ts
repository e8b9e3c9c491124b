import { defineCatalogue, type TextsOf, type Translate } from '../../../../web/i18n/index.ts'

export const recallTexts = defineCatalogue('mail-recall', {
  fr: {
    verb: 'Rappeler le message…',
    title: 'Rappeler ce message ?',
    intro:
      'Il disparaît de la boîte de vos collègues qui ne l’ont pas encore ouvert. Ils n’en sont pas avertis.',
    limits: 'Chez ceux qui l’ont ouvert, rangé ou fait suivre, il reste. Votre copie reste aussi.',
    outside_one:
      'Il va aussi à {{count}} adresse de l’extérieur : il n’y est arrêté que s’il attend encore de partir.',
    outside_other:
      'Il va aussi à {{count}} adresses de l’extérieur : il n’y est arrêté que s’il attend encore de partir.',
    cancel: 'Annuler',
    run: 'Rappeler',
    close: 'Fermer',
    done: 'Rappel du message',
    'sum.recalled_one': 'Repris chez {{count}} destinataire.',
    'sum.recalled_other': 'Repris chez {{count}} destinataires.',
    'sum.underway_one': 'Le serveur continue pour {{count}} adresse.',
    'sum.underway_other': 'Le serveur continue pour {{count}} adresses.',
    'sum.stopped_one': 'Arrêté avant son départ vers {{count}} adresse de l’extérieur.',
    'sum.stopped_other': 'Arrêté avant son départ vers {{count}} adresses de l’extérieur.',
    'sum.late_one': 'Trop tard pour {{count}} destinataire.',
    'sum.late_other': 'Trop tard pour {{count}} destinataires.',
    'fate.recalled': 'Repris',
    'fate.partly': 'Repris en partie',
    'fate.underway': 'En cours',
    'fate.stopped': 'Arrêté à temps',
    'fate.outside': 'Parti à l’extérieur',
    'fate.kept': 'Resté',
    offline:
      'Vous êtes hors ligne : seul le serveur peut rappeler un message. Réessayez quand le réseau sera revenu.',
    failed: 'Le message n’a pas pu être rappelé. Rien n’a changé ; réessayez dans un instant.',
  },
  en: {
    verb: 'Recall message…',
    title: 'Recall this message?',
    intro: 'It disappears from the mailbox of colleagues who have not opened it yet. They are not told.',
    limits: 'It stays with those who have opened, filed or forwarded it. Your own copy stays too.',
    outside_one:
      'It also goes to {{count}} address outside: it is stopped there only if it has not left yet.',
    outside_other:
      'It also goes to {{count}} addresses outside: it is stopped there only if it has not left yet.',
    cancel: 'Cancel',
    run: 'Recall',
    close: 'Close',
    done: 'Message recall',
    'sum.recalled_one': 'Taken back from {{count}} recipient.',
    'sum.recalled_other': 'Taken back from {{count}} recipients.',
    'sum.underway_one': 'The server goes on for {{count}} address.',
    'sum.underway_other': 'The server goes on for {{count}} addresses.',
    'sum.stopped_one': 'Stopped before it left for {{count}} address outside.',
    'sum.stopped_other': 'Stopped before it left for {{count}} addresses outside.',
    'sum.late_one': 'Too late for {{count}} recipient.',
    'sum.late_other': 'Too late for {{count}} recipients.',
    'fate.recalled': 'Taken back',
    'fate.partly': 'Taken back in part',
    'fate.underway': 'Under way',
    'fate.stopped': 'Stopped in time',
    'fate.outside': 'Left for outside',
    'fate.kept': 'Kept',
    offline: 'You are offline: the server alone can recall a message. Try again when the network is back.',
    failed: 'The message could not be recalled. Nothing has changed; try again in a moment.',
  },
})

export type RecallT = Translate<TextsOf<typeof recallTexts>>
