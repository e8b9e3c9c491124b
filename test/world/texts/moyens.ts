import type { Topic } from './topic.ts'

export const rh: readonly Topic[] = [
  {
    from: 'inside',
    subject: 'Demande de congés, semaine {semaine}',
    turns: [
      'Je souhaiterais poser la semaine {semaine}. [Mon binôme est présent.|Aucune commission cette semaine-là.]',
      'Accordé, c’est saisi dans le planning.',
      'Merci.',
    ],
  },
  {
    from: 'inside',
    subject:
      'Formation « [accueil et accessibilité|gestes qui sauvent|marchés publics|écrire simplement|prévention des conflits] » du {date}',
    turns: [
      'Il reste {nombre} places pour la formation du {date}, {salle}. Qui souhaite y participer ?',
      'Inscris-moi, s’il te plaît.',
      'Noté, la convocation suit.',
    ],
    chorus: 5,
  },
  {
    from: 'inside',
    subject: 'Entretien professionnel',
    turns: [
      'Je te propose {jour} à {heure} pour ton entretien professionnel. La trame est jointe ; remplis la première partie.',
      'Entendu, je te la renvoie avant.',
    ],
    attach: ['docx', 'trame-entretien'],
  },
  {
    from: 'citoyen',
    subject: 'Candidature : agent des espaces verts',
    turns: [
      'Je vous adresse ma candidature au poste d’agent des espaces verts. J’ai six ans d’expérience en pépinière. Mon CV est joint.',
      'Votre candidature est bien parvenue. Les entretiens auront lieu le {date}.',
    ],
    attach: ['pdf', 'cv'],
  },
]

export const finances: readonly Topic[] = [
  {
    from: 'inside',
    subject: 'Facture {numero} : service fait ?',
    turns: [
      'Peux-tu attester le service fait pour la facture {numero} de {entreprise} ({somme}) ? Le délai de paiement court.',
      'Service fait pour la totalité. Bon à payer.',
      'Mandatée ce jour.',
    ],
    attach: ['pdf', 'facture'],
  },
  {
    from: 'inside',
    subject: 'Préparation budgétaire {annee} : grille {numero}',
    turns: [
      'Merci de compléter la grille avant le {date}. [Une ligne par besoin, avec le montant et la date.|Indiquez ce qui peut attendre.]',
      'Pour nous : {grosse} en investissement, dont la moitié déjà engagée.',
      'Il faudra arbitrer, la capacité est de {grosse2}.',
      'On peut étaler sur deux exercices.',
      'C’est ce que je propose en réunion.',
      'D’accord avec l’étalement.',
    ],
    attach: ['csv', 'grille-budgetaire'],
    chorus: 8,
  },
  {
    from: 'entreprise',
    subject: 'Relance facture {numero}',
    turns: [
      'Sauf erreur, notre facture {numero} de {somme} reste impayée à ce jour. Merci de nous indiquer la date du règlement.',
      'Le mandat est parti le {hier}. Le comptable public règle sous huit jours.',
      'Bien reçu, merci.',
    ],
    attach: ['pdf', 'facture'],
  },
  {
    from: 'etat',
    subject: 'Rejet du mandat {numero}',
    turns: [
      'Le mandat {numero} est rejeté : il manque la délibération visée. Merci de le représenter.',
      'Pièce ajoutée, mandat représenté ce matin.',
    ],
  },
]

export const communication: readonly Topic[] = [
  {
    from: 'inside',
    subject: 'Magazine de {mois} : vos articles',
    turns: [
      'Le bouclage du magazine est fixé au {date}. [Deux mille signes par service.|Une photo par article, légendée.]',
      'Nous proposons un article sur {lieu}.',
      'Bonne idée, avec une photo avant et une après.',
      'Voici la photo.',
    ],
    attach: ['png', 'photo-magazine'],
    chorus: 5,
  },
  {
    from: 'inside',
    subject: 'Relecture : page « {lieu} » du site',
    turns: [
      'Peux-tu relire la page sur {lieu} avant mise en ligne ?',
      'Deux corrections : la date, et le nom de l’architecte.',
      'Corrigé, c’est en ligne.',
    ],
  },
  {
    from: 'entreprise',
    subject: 'Bon à tirer n° {numero}',
    turns: [
      'Le bon à tirer de l’affiche est joint. Sans retour avant {heure}, nous lançons l’impression de {nombre}00 exemplaires.',
      'Bon à tirer validé, avec le logo un peu plus bas.',
    ],
    attach: ['png', 'bon-a-tirer'],
  },
]

export const direction: readonly Topic[] = [
  {
    from: 'inside',
    subject: 'Comité de direction du {date} : ordre du jour',
    turns: [
      'Voici l’ordre du jour du comité de direction : budget, point sur {lieu}, organisation du service d’accueil. ¶ Vos ajouts avant {heure} demain.',
      'J’ajoute un point sur le calendrier du plan local d’urbanisme.',
      'De mon côté, le bilan des astreintes, cinq minutes.',
      'Parfait, version définitive en fin de journée.',
    ],
    attach: ['odt', 'ordre-du-jour'],
    label: 'conseil-municipal',
    chorus: 6,
  },
  {
    from: 'inside',
    subject: 'Projet de délibération : {lieu}',
    turns: [
      'Merci de relire le projet de délibération sur {lieu}, avant envoi aux élus.',
      'Relu : le montant est de {grosse}, pas de {somme}.',
      'Corrigé, merci de ta vigilance.',
    ],
    attach: ['docx', 'deliberation'],
    label: 'conseil-municipal',
  },
  {
    from: 'etat',
    subject: 'Visite du sous-préfet à {lieu}',
    turns: [
      'Monsieur le sous-préfet visitera {lieu} {jour} à {heure}. Merci de me préciser le déroulé et la liste des personnes présentes.',
      'Le déroulé est joint. Madame la maire accueillera la délégation.',
    ],
    label: 'urgent',
  },
  {
    from: 'english',
    by: 'wexcombe',
    subject: 'Twinning visit to Wexcombe in {enmonth}',
    turns: [
      'The council would be delighted to welcome a delegation from Montauzan in {enmonth}. We suggest a visit of three days, with a tour of the restored market house. ¶ How many of you should we expect?',
      'Thank you for the invitation. We shall be {nombre}, with six pupils and their teacher.',
      'Splendid. Host families are being found, and the mayor will give a reception.',
      'Everyone here is looking forward to it. Could you send us the programme?',
      'The programme is attached. Do bring a raincoat.',
    ],
    folder: 'Projets/Jumelage',
  },
]

export const elus: readonly Topic[] = [
  {
    from: 'citoyen',
    subject: 'Sécurité devant l’école {ecole}',
    turns: [
      'Les voitures roulent trop vite {rue}, devant l’école {ecole}. Les parents demandent un plateau ralentisseur.',
      'Je transmets au service de la voirie et je vous propose de nous retrouver sur place {jour}.',
      'Merci de votre attention, nous serons plusieurs parents.',
    ],
    label: 'ecoles',
  },
  {
    from: 'inside',
    subject: 'Réponse à préparer : {citoyen}',
    turns: [
      'Peux-tu préparer une réponse à {citoyen}, qui m’écrit au sujet de {travaux}, {adresse} ? [Ton courtois mais ferme.|Il faut rappeler le règlement.]',
      'Projet de réponse joint, en deux paragraphes.',
      'Très bien, je signe.',
    ],
    attach: ['odt', 'projet-de-reponse'],
  },
  {
    from: 'association',
    subject: 'Invitation à notre assemblée générale',
    turns: [
      'L’association vous convie à son assemblée générale {jour} à 18 h 30, à la maison des associations. Un pot suivra.',
      'Je serai présent, avec plaisir.',
    ],
  },
]
