import { defineCatalogue } from '../i18n/index.ts'

export const faceTexts = defineCatalogue('face', {
  fr: {
    'fault.title': 'Cette partie de l’écran s’est arrêtée',
    'fault.kept': 'Ce que vous avez écrit est gardé, et le reste de l’écran continue.',
    'list.offline':
      'Vous êtes hors ligne et cette liste n’est pas encore sur cet appareil. Elle viendra avec le réseau.',
    'list.unreachable':
      'Le serveur ne répond pas, et cette liste n’est pas encore sur cet appareil. Elle viendra dès qu’il répondra.',
    'list.failed': 'Le serveur a répondu par une erreur. Ce qui est sur cet appareil est intact.',
  },
  en: {
    'fault.title': 'This part of the screen has stopped',
    'fault.kept': 'What you wrote is kept, and the rest of the screen still works.',
    'list.offline':
      'You are offline and this list is not on this device yet. It will load when you are back online.',
    'list.unreachable':
      'The server is not answering, and this list is not on this device yet. It will load as soon as it does.',
    'list.failed': 'The server answered with an error. What is on this device is intact.',
  },
})
