/** Titles and first lines of the articles of newsletters. */
export const articles: readonly (readonly [string, string])[] = [
  [
    'Permis dématérialisé : le bilan de trois communes',
    'Moins de papier, plus de questions par téléphone. Trois services d’urbanisme racontent leur première année.',
  ],
  [
    'Désimperméabiliser une cour d’école',
    'À {commune}, les enfants ont dessiné le plan. Le chantier a coûté {grosse}, subventions comprises.',
  ],
  [
    'Friches : le guide pas à pas',
    'De l’inventaire au portage foncier, une méthode en six étapes pour les communes de moins de 10 000 habitants.',
  ],
  [
    'Le marché de la semaine : la halle et ses usages',
    'Après restauration, les halles retrouvent leurs étals. Retour sur {nombre} projets.',
  ],
  [
    'Antennes-relais : ce que le maire peut demander',
    'Information préalable, intégration paysagère, délais : le point en deux pages.',
  ],
  [
    'Clôtures et haies : ce qui change',
    'La déclaration reste possible sur délibération. Un modèle est proposé.',
  ],
  ['Accessibilité : les erreurs fréquentes', 'Pentes, ressauts, contrastes : dix photographies commentées.'],
  [
    'Budget vert : premiers retours',
    'À {commune}, un tableau d’une page a suffi pour convaincre le conseil.',
  ],
  [
    'Îlots de fraîcheur : planter juste',
    'Quelles essences pour une place minérale ? Le tableau d’un paysagiste.',
  ],
  [
    'Voirie : l’enrobé tiède fait ses preuves',
    'Moins chaud, moins bruyant, à peine plus cher. Les chiffres sur {nombre} chantiers.',
  ],
  [
    'Recrutement : comment attirer un instructeur',
    'Logement, formation, télétravail : les leviers qui marchent.',
  ],
  [
    'Recours : le mode d’emploi de l’affichage',
    'Panneau, photographies, attestation : la preuve se prépare le premier jour.',
  ],
]

export const englishArticles: readonly (readonly [string, string])[] = [
  [
    'Quiet streets, busy markets',
    'Five small towns measured footfall before and after removing through traffic.',
  ],
  ['Benches that people use', 'A field guide in twelve photographs: shade, backs, and something to look at.'],
  [
    'Restoring a timber hall without closing it',
    'Phased scaffolding kept {nombre} stalls trading for a whole season.',
  ],
  [
    'Rain gardens after three winters',
    'What grew, what drowned, and what the maintenance crews would change.',
  ],
  ['The fifteen-minute small town', 'Why distances matter less than pavements.'],
]

export const offers: readonly (readonly [string, string])[] = [
  [
    'Carnets de croquis : lot de {nombre}',
    'Papier 120 g, couverture brique ou pastel. {petite} le lot jusqu’au {date}.',
  ],
  ['Paniers du vendredi', 'Pains, miels et fruits du canton, à retirer place de la Halle.'],
  ['Fournitures de rentrée', 'Dix pour cent de remise pour les écoles et les associations.'],
]
