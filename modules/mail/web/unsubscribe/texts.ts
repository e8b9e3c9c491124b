import { defineCatalogue } from '../../../../web/i18n/index.ts'

export const unsubscribeTexts = defineCatalogue('mail-unsubscribe', {
  fr: {
    verb: 'Se désabonner',
    'verb.name': 'Se désabonner des messages de {{name}}',
    done: 'Désabonné',
    'done.help': 'Vous avez demandé à ne plus recevoir les messages de cette liste',
    title: 'Se désabonner ?',
    'words.oneClick':
      'Vous demandez à {{name}} de ne plus vous écrire. Le serveur transmet la demande à {{host}}. Quelques messages peuvent encore arriver d’ici là.',
    'words.letter':
      'Vous demandez à {{name}} de ne plus vous écrire. La demande part par courriel, de {{from}} à {{to}}.',
    'words.page':
      '{{name}} ne permet de se désabonner que sur son site. La page {{host}} s’ouvre dans un nouvel onglet ; c’est là que vous confirmez.',
    cancel: 'Annuler',
    'run.oneClick': 'Se désabonner',
    'run.letter': 'Envoyer la demande',
    'run.page': 'Ouvrir la page',
    'toast.oneClick': 'Désabonnement demandé',
    'toast.letter': 'Demande de désabonnement envoyée',
    'toast.undone': 'Demande de désabonnement annulée',
    'toast.too-late': 'Trop tard : la demande est déjà partie.',
    'toast.refused': 'La demande de désabonnement n’a pas pu partir. Vous êtes toujours abonné.',
    offline:
      'Vous êtes hors ligne : la demande ne peut pas partir d’ici. Réessayez quand le réseau sera revenu.',
    failed: '{{host}} n’a pas accepté la demande. Vous êtes toujours abonné ; réessayez plus tard.',
    'failed.otherwise': '{{host}} n’a pas accepté la demande. Vous êtes toujours abonné.',
    'too-often': 'Vous vous êtes désabonné très souvent aujourd’hui. Réessayez demain.',
    subject: 'Désabonnement',
  },
  en: {
    verb: 'Unsubscribe',
    'verb.name': 'Unsubscribe from messages from {{name}}',
    done: 'Unsubscribed',
    'done.help': 'You have asked to receive no more messages from this list',
    title: 'Unsubscribe?',
    'words.oneClick':
      'You are asking {{name}} to stop writing to you. The server passes the request on to {{host}}. A few messages may still arrive in the meantime.',
    'words.letter':
      'You are asking {{name}} to stop writing to you. The request is sent by email, from {{from}} to {{to}}.',
    'words.page':
      '{{name}} only lets you unsubscribe on its website. The page {{host}} opens in a new tab, where you confirm.',
    cancel: 'Cancel',
    'run.oneClick': 'Unsubscribe',
    'run.letter': 'Send request',
    'run.page': 'Open page',
    'toast.oneClick': 'Unsubscribe requested',
    'toast.letter': 'Unsubscribe request sent',
    'toast.undone': 'Unsubscribe request cancelled',
    'toast.too-late': 'Too late: the request has already left.',
    'toast.refused': 'The unsubscribe request could not be sent. You are still subscribed.',
    offline: 'You are offline, so the request cannot be sent. Try again when you are back online.',
    failed: '{{host}} did not accept the request. You are still subscribed; try again later.',
    'failed.otherwise': '{{host}} did not accept the request. You are still subscribed.',
    'too-often': 'You have unsubscribed very often today. Try again tomorrow.',
    subject: 'Unsubscribe',
  },
})
