import { defineCatalogue } from '../../../../web/i18n/index.ts'

export const scheduledTexts = defineCatalogue('mail-scheduled', {
  fr: {
    leaves: 'Départ prévu : {{when}}',
    stopped: 'L’envoi de ce message a été annulé.',
    'verb.cancel': 'Annuler l’envoi',
    'verb.change': 'Changer l’heure',
    'verb.now': 'Envoyer maintenant',
    'verb.go-on': 'Reprendre le brouillon',
    cancelled: 'Envoi annulé, le message est de nouveau un brouillon',
    changed: 'Nouveau départ : {{when}}',
    sent: 'Message envoyé',
    'too-late': 'Le message est déjà parti',
    offline:
      'Vous êtes hors ligne, et seul le serveur peut retenir ce message. Réessayez quand le réseau sera revenu.',
  },
  en: {
    leaves: 'Will be sent: {{when}}',
    stopped: 'Sending this message was cancelled.',
    'verb.cancel': 'Cancel sending',
    'verb.change': 'Change the time',
    'verb.now': 'Send now',
    'verb.go-on': 'Continue the draft',
    cancelled: 'Sending cancelled: the message is a draft again',
    changed: 'New time: {{when}}',
    sent: 'Message sent',
    'too-late': 'The message has already been sent',
    offline:
      'You are offline, and only the server can hold this message back. Try again when you are back online.',
  },
})
