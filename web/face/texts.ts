import { defineCatalogue } from '../i18n/index.ts'

export const faceTexts = defineCatalogue('face', {
  fr: {
    'fault.title': 'Cette partie de l’écran s’est arrêtée',
    'fault.kept': 'Ce que vous avez écrit est gardé, et le reste de l’écran continue.',
  },
  en: {
    'fault.title': 'This part of the screen has stopped',
    'fault.kept': 'What you wrote is kept, and the rest of the screen goes on.',
  },
})
