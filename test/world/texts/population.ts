import type { Topic } from './topic.ts'

export const ecoles: readonly Topic[] = [
  {
    from: 'citoyen',
    subject: 'Inscription à la cantine, école {ecole}',
    turns: [
      'Notre enfant entre en {classe} à l’école {ecole}. Peut-on l’inscrire à la cantine les seuls lundis et jeudis ?',
      'Oui, le formulaire est sur le site de la ville. Pensez à signaler les allergies.',
      'C’est envoyé, merci.',
    ],
    label: 'ecoles',
  },
  {
    from: 'inside',
    subject: 'Sortie de la classe de {classe}',
    turns: [
      'La classe de {classe} de l’école {ecole} va à {lieu} {jour}. Le minibus est-il disponible ? [Ils sont {nombre}.|Deux trajets suffiront.]',
      'Réservé de 9 h à 12 h.',
      'Merci, les parents accompagnateurs sont prévenus.',
    ],
    label: 'ecoles',
  },
  {
    from: 'inside',
    subject: 'Effectifs de {classe}, école {ecole}',
    turns: [
      'Voici les effectifs prévus pour l’école {ecole} : {nombre} élèves en {classe}. Le seuil n’est pas loin.',
      'L’inspection tranche le {date}. Je prépare les deux scénarios.',
      'Avec ou sans ouverture, il faudra du mobilier.',
    ],
    attach: ['csv', 'effectifs'],
    label: 'ecoles',
  },
  {
    from: 'association',
    subject: 'Vente de gâteaux devant l’école {ecole}',
    turns: [
      'Nous aimerions tenir une vente de gâteaux devant l’école {ecole} {jour}, à la sortie. Faut-il une autorisation ?',
      'Une simple demande d’occupation suffit, je vous la prépare.',
    ],
    label: 'ecoles',
  },
  {
    from: 'etat',
    subject: 'Conseil d’école {ecole} : compte rendu',
    turns: [
      'Vous trouverez ci-joint le compte rendu du conseil d’école {ecole}. La question des volets roulants reste ouverte.',
      'Bien reçu. Les volets sont inscrits au programme de {mois}.',
    ],
    attach: ['docx', 'compte-rendu'],
    label: 'ecoles',
  },
]

export const mediatheque: readonly Topic[] = [
  {
    from: 'citoyen',
    subject: 'Prolongation de prêt',
    turns: [
      'Je n’ai pas terminé les {nombre} ouvrages empruntés. Puis-je les garder jusqu’au {date} ?',
      'C’est prolongé. Bonne lecture.',
    ],
  },
  {
    from: 'inside',
    subject: 'Atelier du {date} à la médiathèque',
    turns: [
      'L’atelier « [Fabriquer un carnet|Le pastel et ses bleus|Écrire à voix haute|Premiers pas en ligne] » aura lieu le {date} à {heure}. Il reste {nombre} places pour les agents qui voudraient y amener leurs enfants.',
      'J’inscris ma fille, merci.',
      'Noté. Prévoir un tablier.',
    ],
  },
  {
    from: 'inside',
    subject: 'Commande de livres, lot {nombre}',
    turns: [
      'La commande du lot {nombre} atteint {somme}. Reste-t-il des crédits ?',
      'Il reste {petite} sur la ligne, il faudra scinder.',
      'Je scinde : jeunesse maintenant, adultes en {mois}.',
    ],
    attach: ['csv', 'commande-livres'],
  },
  {
    from: 'english',
    by: 'wexcombe',
    subject: '[Reading week|Storytelling week|Picture book week] in {enmonth}: Wexcombe library',
    turns: [
      'Our library would love to join your reading week in {enmonth}. We could send {nombre} picture books and two storytellers. Would that suit you?',
      'What a lovely idea. The auditorium is free, and we can host both storytellers.',
      'Wonderful. We will book the train tickets.',
    ],
  },
]

export const etatcivil: readonly Topic[] = [
  {
    from: 'citoyen',
    subject: 'Copie d’acte de naissance',
    turns: [
      'Je souhaite obtenir une copie intégrale de mon acte de naissance, pour mon dossier de mariage. Les pièces sont jointes.',
      'Votre demande est enregistrée sous le numéro {numero}. L’acte part par la poste demain.',
    ],
    attach: ['pdf', 'piece-justificative'],
  },
  {
    from: 'citoyen',
    subject: 'Dossier de mariage du {date}',
    turns: [
      'Nous venons de déposer notre dossier de mariage. La salle sera-t-elle libre le {date} à {heure} ?',
      'La date est retenue. Il nous manque la liste des témoins.',
      'Voici les témoins : {citoyen} et une amie d’enfance. Merci.',
    ],
  },
  {
    from: 'inside',
    subject: 'Cérémonies du {date}',
    turns: [
      'Deux mariages le {date}, à {heure} et à 17 h. Quel adjoint célèbre ?',
      'Je prends le premier.',
      'Le second sera pour Aïcha.',
      'Merci, je prépare les discours et les livrets.',
    ],
  },
]

export const accueil: readonly Topic[] = [
  {
    from: 'citoyen',
    subject: 'Horaires de la mairie',
    turns: [
      'La mairie est-elle ouverte le samedi matin [en {mois}|pendant les vacances] ?',
      'Oui, de 9 h à 12 h, sauf pour les cartes d’identité, sur rendez-vous.',
    ],
  },
  {
    from: 'inside',
    subject: 'Visiteur pour toi : {citoyen}',
    turns: [
      '{citoyen} est passé à l’accueil au sujet de {travaux}, {adresse}. [Il repassera {jour}.|Merci de rappeler quand tu peux.]',
      'Merci, je rappelle cet après-midi.',
    ],
  },
  {
    from: 'inside',
    subject: 'Recommandé n° {numero}',
    turns: [
      'Un recommandé est arrivé pour le service, de la part de {citoyen}. Il est au courrier, casier {nombre}.',
      'Je descends le prendre.',
    ],
  },
]
