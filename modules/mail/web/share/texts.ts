import { defineCatalogue } from '../../../../web/i18n/index.ts'

export const shareTexts = defineCatalogue('mail-share', {
  fr: {
    page: 'Partage et délégation',
    'own.title': 'Votre boîte',
    'own.help':
      'Confiez votre courrier à un collègue : pour le lire, pour répondre en votre nom ou pour s’en occuper entièrement. Vous pouvez le reprendre à tout moment.',
    'boxes.title': 'Boîtes partagées que vous gérez',
    'boxes.none': 'Vous ne gérez aucune boîte partagée.',
    open: 'Partager…',
    'with.nobody': 'Partagée avec personne',
    'with.count_one': 'Partagée avec {{count}} personne ou groupe',
    'with.count_other': 'Partagée avec {{count}} personnes ou groupes',
    'space.title': 'Espace utilisé',
    'space.mail': 'Courriel',
    'space.none': '{{used}} utilisés, sans limite',
    'space.warning':
      'Il ne reste que {{left}}. Videz la corbeille ou demandez plus d’espace à l’administration.',
    'space.full': 'La boîte est pleine : les nouveaux messages sont refusés.',
    'side.new': 'Créer une boîte partagée',
    'side.share': 'Partager…',
    'stays-in-box_one':
      'La conversation reste dans sa boîte : pour la confier à {{name}}, transférez-lui le message.',
    'stays-in-box_other':
      '{{count}} conversations restent dans leur boîte : pour les confier à {{name}}, transférez-lui les messages.',
  },
  en: {
    page: 'Sharing and delegation',
    'own.title': 'Your mailbox',
    'own.help':
      'Let a colleague read your mail, answer in your name or take care of all of it. You can take it back at any time.',
    'boxes.title': 'Shared mailboxes you manage',
    'boxes.none': 'You do not manage any shared mailboxes.',
    open: 'Share…',
    'with.nobody': 'Not shared',
    'with.count_one': 'Shared with {{count}} person or group',
    'with.count_other': 'Shared with {{count}} people or groups',
    'space.title': 'Space used',
    'space.mail': 'Mail',
    'space.none': '{{used}} used, no limit',
    'space.warning': 'Only {{left}} left. Empty the trash, or ask your administrators for more space.',
    'space.full': 'The mailbox is full: new messages are refused.',
    'side.new': 'Create a shared mailbox',
    'side.share': 'Share…',
    'stays-in-box_one': 'The conversation stays in its mailbox: to hand it to {{name}}, forward the message.',
    'stays-in-box_other':
      '{{count}} conversations stay in their mailboxes: to hand them to {{name}}, forward the messages.',
  },
})
