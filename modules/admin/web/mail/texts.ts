import { defineCatalogue } from '../../../../web/i18n/index.ts'

export const mailRuleTexts = defineCatalogue('admin-mail', {
  fr: {
    forwarding: 'Transfert à l’extérieur',
    'forwarding.intro':
      'Les filtres des personnes peuvent transférer leur courrier. Ce qui suit concerne les adresses qui ne sont pas dans vos domaines ; entre vous, le transfert reste libre.',
    'forwarding.label': 'Vers l’extérieur, le transfert est',
    'forwarding.allowed': 'Permis',
    'forwarding.listed': 'Permis vers une liste',
    'forwarding.refused': 'Refusé',
    'forwarding.allowed-help': 'Le courrier part vers toutes les adresses.',
    'forwarding.listed-help':
      'Vers toute autre adresse, le message reste dans la boîte, et la personne est prévenue une fois par jour.',
    'forwarding.refused-help':
      'Le message reste dans la boîte, et la personne est prévenue une fois par jour. Un nouveau filtre qui transfère dehors n’est pas accepté.',
    listed: 'Destinations permises',
    'listed.new': 'Domaine ou adresse',
    'listed.add': 'Ajouter la destination',
    'listed.none': 'La liste est vide : pour l’instant, rien n’est transféré dehors.',
    'listed.help': 'Un domaine vaut pour toutes ses adresses, mais pas pour ses sous-domaines.',
  },
  en: {
    forwarding: 'Forwarding to outside',
    'forwarding.intro':
      'The filters of people can forward their mail. What follows is about addresses that are not in your domains; among yourselves, forwarding stays free.',
    'forwarding.label': 'To outside, forwarding is',
    'forwarding.allowed': 'Allowed',
    'forwarding.listed': 'Allowed to a list',
    'forwarding.refused': 'Refused',
    'forwarding.allowed-help': 'Mail leaves for every address.',
    'forwarding.listed-help':
      'For any other address, the message stays in the mailbox, and the person is told once a day.',
    'forwarding.refused-help':
      'The message stays in the mailbox, and the person is told once a day. A new filter that forwards to outside is not accepted.',
    listed: 'Allowed destinations',
    'listed.new': 'Domain or address',
    'listed.add': 'Add destination',
    'listed.none': 'The list is empty: for now, nothing is forwarded to outside.',
    'listed.help': 'A domain stands for all its addresses, but not for its subdomains.',
  },
})
