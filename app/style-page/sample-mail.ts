import type { RowChip } from '../../web/ui/index.ts'

export type SampleThread = {
  id: string
  from: string
  address: string
  count: number
  subject: string
  preview: string
  when: string
  unread?: boolean
  flagged?: boolean
  attachment?: boolean
  chips?: readonly RowChip[]
}

const outside: RowChip = { text: 'Externe', colour: 'ochre' }

/** The threads of the picture, so that the two can be laid side by side. */
export const sampleThreads: readonly SampleThread[] = [
  {
    id: 't1',
    from: 'Service Patrimoine',
    address: 'patrimoine@montauzan.fr',
    count: 4,
    subject: 'Toiture de la halle : deux devis reçus',
    preview: 'Bonjour, les deux entreprises ont répondu. Le second devis comprend l’échafaudage.',
    when: '10:42',
    unread: true,
    attachment: true,
    chips: [{ text: 'Urgent', colour: 'brick' }],
  },
  {
    id: 't2',
    from: 'Direction générale',
    address: 'dgs@montauzan.fr',
    count: 2,
    subject: 'Ordre du jour du conseil du 3 décembre',
    preview: 'Voici la version qui part à l’impression ce soir.',
    when: '09:15',
    unread: true,
    chips: [{ text: 'Conseil', colour: 'pastel' }],
  },
  {
    id: 't3',
    from: 'École Jean-Moulin',
    address: 'ecole.moulin@montauzan.fr',
    count: 1,
    subject: 'Re: Capteurs CO₂ des classes',
    preview: 'Tout est posé, la classe de CM1 reste à vérifier lundi.',
    when: '09:02',
    unread: true,
  },
  {
    id: 't4',
    from: 'Ressources humaines',
    address: 'rh@montauzan.fr',
    count: 1,
    subject: 'Planning des congés de fin d’année',
    preview: 'Le tableau partagé est ouvert jusqu’à vendredi, 17 h.',
    when: 'Hier',
    attachment: true,
  },
  {
    id: 't5',
    from: 'Préfecture, bureau des élections',
    address: 'elections@prefecture.example',
    count: 1,
    subject: 'Convocation des délégués',
    preview: 'Vous trouverez ci-joint l’arrêté et la liste des délégués.',
    when: 'Hier',
    attachment: true,
    chips: [outside],
  },
  {
    id: 't6',
    from: 'Atelier voirie',
    address: 'voirie@montauzan.fr',
    count: 6,
    subject: 'Rue des Tanneurs : fin du chantier',
    preview: 'La circulation est rétablie dans les deux sens.',
    when: 'Hier',
    chips: [{ text: 'Voirie', colour: 'olive' }],
  },
  {
    id: 't7',
    from: 'Médiathèque municipale',
    address: 'mediatheque@montauzan.fr',
    count: 1,
    subject: 'Inscription aux ateliers d’hiver',
    preview: 'Il reste huit places pour l’atelier de reliure.',
    when: 'Sam.',
  },
  {
    id: 't8',
    from: 'Systèmes d’information',
    address: 'dsi@montauzan.fr',
    count: 1,
    subject: 'Fin de la messagerie Exchange : calendrier',
    preview: 'Votre service passera mardi. Rien à faire de votre côté.',
    when: 'Ven.',
    flagged: true,
  },
  {
    id: 't9',
    from: 'Communauté de communes',
    address: 'secretariat@cc-vallee.example',
    count: 1,
    subject: 'Relevé de décisions, bureau du 18',
    preview: 'Merci à tous pour vos retours avant le 28.',
    when: 'Ven.',
    attachment: true,
    chips: [outside],
  },
]
