import type { Chance } from './chance.ts'
import { plain } from './people.ts'

export type OutsiderKind =
  | 'citoyen'
  | 'entreprise'
  | 'etat'
  | 'interco'
  | 'association'
  | 'editeur'
  | 'english'
  | 'reseau'
  | 'lettre'
  | 'automate'
  | 'inconnu'

/** Someone who writes to the town from outside. Every domain is under .example and can never be reached. */
export type Outsider = { kind: OutsiderKind; name: string; address: string; organisation: string | null }

const GIVEN =
  'Maryse Henri Colette Bernard Océane Théo Nathalie Patrick Jeannine Ludovic Chloé Raymond Estelle Hugo Mireille Fabien Rachida Serge Camille Arlette Damien Noémie Gilbert Yasmine'.split(
    ' ',
  )
const FAMILY =
  'Alibert Barthès Calmettes Dejean Esquirol Fauré Gaubert Hébrard Izard Jalabert Lasserre Malroux Nougaro-Prat Oustry Pélissier Rouquette Salvagnac Tarroux Ségala Viguier Mazières Cassagne Bru Combelles'.split(
    ' ',
  )
const BOXES = ['courriel.example', 'boite-libre.example', 'postel.example', 'toile-du-sud.example']

const FIRMS: readonly (readonly [string, string])[] = [
  ['Charpentes du Lauragnais', 'Étienne Barrau'],
  ['Toitures Cazal et fils', 'Mireille Cazal'],
  ['Atelier d’architecture Péry-Lomagne', 'Coralie Péry'],
  ['Géomètres de la Lauze', 'Fabrice Tilhac'],
  ['TP Garonnais', 'Stéphane Audoy'],
  ['Menuiserie Rocamadou', 'Aline Rocamadou'],
  ['Électricité Bel-Air', 'Mourad Chérif'],
  ['Espaces verts Gardelle', 'Joël Gardelle'],
  ['Chauffage Tuquet', 'Bénédicte Tuquet'],
  ['Signalétique Ocrée', 'Loïc Ferran'],
  ['Ascenseurs Montaleau', 'Service contrats'],
  ['Imprimerie du Canal', 'Dominique Sentenac'],
  ['Résidences du Pastel', 'Vincent Aubrac'],
  ['Foncière des Marronniers', 'Élodie Quercy'],
  ['Bureau d’études Hydralis', 'Nolwenn Tréguier'],
  ['Cuisine collective Saveurs d’Aust', 'Pascal Dupuy-Roig'],
]

const BODIES: readonly (readonly [OutsiderKind, string, string])[] = [
  ['etat', 'Préfecture, bureau des élections', 'elections@prefecture-garonne-lauze.example'],
  ['etat', 'Préfecture, contrôle de légalité', 'legalite@prefecture-garonne-lauze.example'],
  ['etat', 'Architecte des bâtiments', 'udap@architecture-patrimoine.example'],
  ['etat', 'Direction des territoires', 'planification@territoires-garonne-lauze.example'],
  ['etat', 'Trésorerie de Castelroux', 'tresorerie@finances-locales.example'],
  ['etat', 'Inspection académique', 'circonscription@academie-garonne-lauze.example'],
  ['interco', 'Communauté de communes', 'bureau@cc-lauze-et-canal.example'],
  ['interco', 'Communauté de communes, pôle habitat', 'habitat@cc-lauze-et-canal.example'],
  ['interco', 'Syndicat des eaux', 'reseaux@eaux-de-la-lauze.example'],
  ['interco', 'Mairie de Castelroux', 'mairie@castelroux.example'],
  ['interco', 'Mairie de Villepastel', 'urbanisme@villepastel.example'],
  ['association', 'Les Amis de la halle', 'bureau@amis-de-la-halle.example'],
  ['association', 'Vélo en Lauze', 'contact@velo-en-lauze.example'],
  ['association', 'Comité des fêtes', 'fetes@comite-montauzan.example'],
  ['association', 'Parents d’élèves Jean-Moulin', 'parents@jean-moulin-ape.example'],
  ['association', 'Rugby club montauzanais', 'secretariat@rc-montauzan.example'],
  ['editeur', 'Logiciels Parchemin', 'support@parchemin-logiciels.example'],
  ['editeur', 'Cadastris, assistance', 'assistance@cadastris.example'],
  ['editeur', 'Pyrène Hébergement', 'clients@pyrene-hebergement.example'],
  ['english', 'Harriet Thorne (Wexcombe Town Council)', 'harriet.thorne@wexcombe-council.example'],
  ['english', 'Oliver Penhale (Wexcombe Twinning)', 'oliver@wexcombe-twinning.example'],
  ['english', 'Greta Lindqvist (CivicRoofs)', 'greta.lindqvist@civicroofs.example'],
  ['english', 'Cadastris Support', 'support.en@cadastris.example'],
  ['english', 'Northbank Mapping', 'accounts@northbank-mapping.example'],
  ['english', 'Historic Towns Network', 'secretariat@historic-towns.example'],
  ['reseau', 'Liste urbanistes', 'urbanistes@reseau-petites-villes.example'],
  ['reseau', 'Liste secrétaires', 'secretaires@reseau-petites-villes.example'],
  ['lettre', 'La Lettre des petites villes', 'lettre@petites-villes-info.example'],
  ['lettre', 'Droit du sol pratique', 'bulletin@droit-du-sol.example'],
  ['lettre', 'Chantiers et Collectivités', 'infos@chantiers-collectivites.example'],
  ['lettre', 'Public Space Weekly', 'hello@publicspace-weekly.example'],
  ['lettre', 'Boutique Fournil & Papier', 'offres@fournil-papier.example'],
  ['automate', 'Guichet des autorisations', 'ne-pas-repondre@guichet-autorisations.example'],
  ['automate', 'Parapheur électronique', 'parapheur@signature-territoriale.example'],
  ['automate', 'Plateforme des marchés', 'alertes@marches-du-territoire.example'],
  ['automate', 'Postmaster', 'mailer-daemon@boite-libre.example'],
  ['inconnu', 'Service Client Livraison', 'avis@colis-en-attente.example'],
  ['inconnu', 'Prix Imbattables', 'promo@encre-pas-chere.example'],
  ['inconnu', 'Notaire Héritage', 'me.dubois@succession-rapide.example'],
  ['inconnu', 'Account Security', 'alert@mailbox-verify.example'],
  ['inconnu', 'Panneaux solaires Primes', 'prime@energie-gratuite.example'],
]

export function listOutsiders(chance: Chance): Outsider[] {
  return [
    ...citizens(chance),
    ...firms(),
    ...BODIES.map(([kind, name, address]) => body(kind, name, address)),
  ]
}

function citizens(chance: Chance): Outsider[] {
  const families = chance.some(FAMILY, FAMILY.length)
  return [...families, ...chance.some(FAMILY, FAMILY.length)].map((family, at) => {
    const given = GIVEN[(at * 7 + (at >= FAMILY.length ? 3 : 0)) % GIVEN.length] as string
    const address = `${plain(given)}.${plain(family)}@${chance.pick(BOXES)}`
    return { kind: 'citoyen', name: `${given} ${family}`, address, organisation: null }
  })
}

function firms(): Outsider[] {
  return FIRMS.map(([organisation, name]) => ({
    kind: 'entreprise',
    name: `${name} (${organisation})`,
    address: `${plain(name)}@${plain(organisation)}.example`,
    organisation,
  }))
}

function body(kind: OutsiderKind, name: string, address: string): Outsider {
  return { kind, name, address, organisation: name }
}
