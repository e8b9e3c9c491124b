import type { ServiceKey } from '../services.ts'

/** What a service writes to all agents: subject and text. */
export const circulars: Readonly<Partial<Record<ServiceKey, readonly (readonly [string, string])[]>>> = {
  rh: [
    [
      'Élections professionnelles : listes affichées',
      'Les listes sont affichées au rez-de-chaussée depuis ce matin. Les réclamations sont recevables jusqu’au {date}.',
    ],
    [
      'Visite médicale du {date}',
      'Les agents concernés recevront une convocation individuelle. En cas d’empêchement, prévenez le service dès que possible.',
    ],
    [
      'Bienvenue à {collegue}',
      'Nous accueillons {collegue} dans ses nouvelles fonctions à compter du {date}. Un café de bienvenue est prévu à {heure}, {salle}.',
    ],
    [
      'Chèques-vacances : dépôt des dossiers',
      'Les dossiers sont à déposer avant le {date}, accompagnés de l’avis d’imposition. [Le formulaire est joint.|Le service répond à vos questions le matin.]',
    ],
    [
      'Télétravail : renouvellement des demandes',
      'Les autorisations arrivent à échéance le {date}. Merci de renouveler votre demande auprès de votre responsable.',
    ],
  ],
  si: [
    [
      'Maintenance du réseau {jour}',
      'Le réseau sera coupé {jour} de 18 h à 20 h. Enregistrez vos travaux et éteignez vos postes avant de partir.',
    ],
    [
      'Hameçonnage : un faux courrier circule',
      'Un courrier imite l’avis de passage d’un transporteur. N’ouvrez pas le lien et transmettez-le au service. [Trois collègues l’ont déjà signalé.|Merci à celles et ceux qui nous ont prévenus.]',
    ],
    [
      'Mots de passe : la règle change',
      'À compter du {date}, une phrase de quatre mots suffit et n’expire plus. Le guide tient en une page.',
    ],
    [
      'Nouveau copieur au 2e étage',
      'Le copieur du deuxième étage est remplacé {jour}. Les numérisations arriveront directement dans votre messagerie.',
    ],
  ],
  communication: [
    [
      'Vœux aux agents : save the date',
      'Madame la maire présentera ses vœux aux agents {jour} à {heure}, à {lieu}. Réponse souhaitée avant le {date}.',
    ],
    [
      'Revue de presse de la semaine {semaine}',
      'Au sommaire : le chantier de {lieu}, la saison de la médiathèque, et un portrait de {collegue}. Bonne lecture.',
    ],
    [
      'Le magazine de {mois} est arrivé',
      'Les exemplaires sont à retirer à l’accueil. Le dossier du mois est consacré à {lieu}.',
    ],
    [
      'Photo de groupe devant la halle',
      'Rendez-vous {jour} à {heure} sur les marches. Tenue de travail bienvenue.',
    ],
  ],
  direction: [
    [
      'Fermeture de la mairie le {date}',
      'La mairie sera exceptionnellement fermée le {date} après-midi. L’état civil assure une permanence.',
    ],
    [
      'Plan canicule : consignes',
      'Horaires aménagés de 7 h à 14 h pour les équipes en extérieur. Eau à disposition à l’annexe. Signalez toute personne isolée.',
    ],
    [
      'Note de service n° {nombre}',
      'Vous trouverez les nouvelles règles d’utilisation des véhicules de service. Elles s’appliquent à compter du {date}.',
    ],
    [
      'Calendrier des instances',
      'Conseil municipal le {date}, commissions les deux semaines qui précèdent. Merci de respecter le délai de remise des projets.',
    ],
  ],
  patrimoine: [
    [
      'Exercice d’évacuation à {lieu}',
      'Un exercice aura lieu dans la semaine. Point de rassemblement : place de la Halle. Merci aux guides et serre-files.',
    ],
    [
      'Travaux de peinture, 1er étage',
      'Le couloir du premier étage sera repeint {jour}. Passage par l’escalier nord.',
    ],
    [
      'Chauffage : mise en route',
      'La chaufferie redémarre {jour}. Signalez les radiateurs froids par la fiche habituelle.',
    ],
  ],
  accueil: [
    [
      'Collecte de jouets',
      'Un carton est à votre disposition à l’accueil jusqu’au {date}, au profit de l’association {association}.',
    ],
    ['Objet perdu : écharpe bleue', 'Une écharpe bleue a été trouvée {salle}. Elle attend à l’accueil.'],
  ],
  mediatheque: [
    [
      'Prix des lecteurs : à vos votes',
      'Six romans, un vote. L’urne est à la médiathèque jusqu’au {date}. Les agents peuvent emprunter à l’heure du déjeuner.',
    ],
    [
      'Concert de midi, {jour}',
      'Un concert de trente minutes dans l’auditorium, {jour} à 12 h 30. Entrée libre, sandwich admis.',
    ],
  ],
}

export const ACKNOWLEDGEMENTS: readonly string[] = [
  'Noté, merci.',
  'C’est bon pour moi.',
  'Vu. [Rien à ajouter.|Je m’organise.]',
  'D’accord, je le porte à mon agenda.',
  'Pour mon service, pas d’objection.',
  'Merci, je fais suivre à l’équipe.',
  'Je confirme ma présence.',
  'Je ne serai pas là, {collegue} me remplace.',
  'Peut-on décaler d’une demi-heure ?',
  'Une demi-heure plus tard me va aussi.',
  'Je mets le document à jour dans le dossier partagé.',
  'Bien reçu, je regarde ce soir.',
  'Petite correction page 2 : il s’agit de la {rue}.',
  'Corrigé, merci de la relecture.',
  'Est-ce que le budget est confirmé ?',
  'Confirmé à hauteur de {somme}.',
  'Parfait. On fait le point {jour}.',
  'Merci à tous pour votre réactivité.',
]
