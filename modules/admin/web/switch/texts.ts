import { defineCatalogue } from '../../../../web/i18n/index.ts'

export const switchTexts = defineCatalogue('admin-switch', {
  fr: {
    intro:
      'Un élément éteint disparaît de l’application et de ses accès pour toute l’organisation. Les données restent, et reviennent avec lui.',
    'module.mail': 'Courriel',
    'module.mail-help': 'Boîtes, envoi et réception. Éteint, le courrier qui arrive est gardé.',
    'module.notes': 'Notes',
    'module.notes-help': 'Notes personnelles et partagées.',
    'module.push': 'Notifications',
    'module.push-help':
      'Avis de nouveaux messages quand l’application est fermée. Chiffrés et sans contenu, ils passent par le service du fabricant du navigateur.',
    'done.on': '{{name}} est allumé, avec tout ce qu’il contenait.',
    'done.off': '{{name}} est éteint. Les données restent.',
  },
  en: {
    intro:
      'An element that is off disappears from the application and its doors for the whole organisation. The data stays, and comes back with it.',
    'module.mail': 'Mail',
    'module.mail-help': 'Mailboxes, sending and receiving. While off, mail that arrives is kept.',
    'module.notes': 'Notes',
    'module.notes-help': 'Personal and shared notes.',
    'module.push': 'Notifications',
    'module.push-help':
      'Notice of new messages while the application is closed. Encrypted and without content, it goes through the service of the browser’s maker.',
    'done.on': '{{name}} is on, with all that it held.',
    'done.off': '{{name}} is off. The data stays.',
  },
})
