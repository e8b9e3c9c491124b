import { defineCatalogue } from '../../../../web/i18n/index.ts'

export const resourceTexts = defineCatalogue('admin-resource', {
  fr: {
    'kind.resource': 'Salle ou matériel',
    'kind.location': 'Lieu',
    kind: 'Sorte',
    'kind.help': 'Une salle ou un matériel se réserve ; un lieu est une adresse où l’on se rend.',
    toolbar: 'Actions sur cette fiche',
    'new.title': 'Ajouter une salle, un matériel ou un lieu',
    'new.address-help': 'L’adresse à inviter pour réserver.',
    description: 'Contenance, étage, ce qu’il faut savoir',
  },
  en: {
    'kind.resource': 'Room or equipment',
    'kind.location': 'Place',
    kind: 'Kind',
    'kind.help': 'A room or equipment is booked; a place is an address one goes to.',
    toolbar: 'Actions on this record',
    'new.title': 'Add a room, equipment or a place',
    'new.address-help': 'The address to invite for a booking.',
    description: 'Capacity, floor, what one should know',
  },
})
