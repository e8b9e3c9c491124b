import { defineCatalogue } from '../../../../web/i18n/index.ts'

export const leaverTexts = defineCatalogue('admin-leaver', {
  fr: {
    open: 'Départ…',
    title: 'Départ de {{name}}',
    intro:
      'Dès maintenant, {{name}} ne pourra plus se connecter : tous ses appareils seront déconnectés, et les mots de passe de ses applications effacés.',
    receiver: 'Le courriel qui arrivera ira à',
    'receiver-help':
      'Une personne ou un groupe. Vide : il continue d’arriver dans sa boîte, où personne ne le lit.',
    groups: 'Retirer de tous les groupes',
    'groups-help': 'Ce qui est partagé avec eux ne lui sera plus ouvert s’il revient.',
    kept: 'Rien n’est effacé : sa boîte et ses fichiers restent, et son accès peut être rendu.',
    run: 'Acter le départ',
    unknown: '{{address}} n’est pas dans l’annuaire.',
    done: 'Le départ de {{name}} est acté.',
    forwarded: 'Le courriel de {{name}} va à {{to}}.',
    stop: 'Arrêter',
    stopped: 'Le courriel de {{name}} arrive de nouveau dans sa boîte.',
  },
  en: {
    open: 'Departure…',
    title: 'Departure of {{name}}',
    intro:
      'From now on {{name}} can no longer sign in: every device is signed out, and the passwords of their applications are deleted.',
    receiver: 'Mail that arrives will go to',
    'receiver-help': 'A person or a group. Empty: it goes on arriving in the mailbox, where nobody reads it.',
    groups: 'Take out of every group',
    'groups-help': 'What is shared with them will not be open again if they come back.',
    kept: 'Nothing is deleted: the mailbox and the files stay, and the access can be given back.',
    run: 'Carry it out',
    unknown: '{{address}} is not in the directory.',
    done: 'The departure of {{name}} is carried out.',
    forwarded: 'The mail of {{name}} goes to {{to}}.',
    stop: 'Stop',
    stopped: 'The mail of {{name}} arrives in its own mailbox again.',
  },
})
