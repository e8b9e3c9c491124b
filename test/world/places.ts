import { DOMAIN } from './organisation.ts'

export type Location = { key: string; name: string; street: string }
export type Resource = {
  key: string
  name: string
  address: string
  kind: 'room' | 'vehicle' | 'equipment'
  capacity: number | null
  location: string
}

export const LOCATIONS: readonly Location[] = [
  { key: 'hotel-de-ville', name: 'Hôtel de ville', street: '1 place de la Halle, 99120 Montauzan' },
  { key: 'annexe', name: 'Annexe technique', street: '14 chemin des Tuileries, 99120 Montauzan' },
  { key: 'mediatheque', name: 'Médiathèque', street: '6 rue des Cordeliers, 99120 Montauzan' },
  { key: 'ecole-jean-moulin', name: 'École Jean-Moulin', street: '22 avenue des Platanes, 99120 Montauzan' },
  { key: 'poste-police', name: 'Poste de police municipale', street: '3 rue du Foirail, 99120 Montauzan' },
  { key: 'maison-associations', name: 'Maison des associations', street: '9 quai du Canal, 99120 Montauzan' },
]

const TABLE: readonly (readonly [string, string, Resource['kind'], number | null, string])[] = [
  ['salle-garonne', 'Salle Garonne', 'room', 12, 'hotel-de-ville'],
  ['salle-conseil', 'Salle du conseil', 'room', 80, 'hotel-de-ville'],
  ['salle-canal', 'Salle Canal', 'room', 6, 'hotel-de-ville'],
  ['salle-mariages', 'Salle des mariages', 'room', 60, 'hotel-de-ville'],
  ['salle-tuileries', 'Salle des Tuileries', 'room', 20, 'annexe'],
  ['auditorium', 'Auditorium', 'room', 110, 'mediatheque'],
  ['kangoo-1', 'Utilitaire électrique 1', 'vehicle', 2, 'annexe'],
  ['kangoo-2', 'Utilitaire électrique 2', 'vehicle', 2, 'annexe'],
  ['minibus', 'Minibus neuf places', 'vehicle', 9, 'annexe'],
  ['nacelle', 'Nacelle 12 mètres', 'vehicle', null, 'annexe'],
  ['velo-cargo', 'Vélo cargo', 'vehicle', 1, 'hotel-de-ville'],
  ['videoprojecteur', 'Vidéoprojecteur portable', 'equipment', null, 'hotel-de-ville'],
  ['sono', 'Sonorisation mobile', 'equipment', null, 'maison-associations'],
  ['copieur-2', 'Copieur du 2e étage', 'equipment', null, 'hotel-de-ville'],
]

export function listResources(): Resource[] {
  return TABLE.map(([key, name, kind, capacity, location]) => ({
    key,
    name,
    address: `${key}@${DOMAIN}`,
    kind,
    capacity,
    location,
  }))
}

/** All feminine, so that « la {rue} » agrees. */
export const STREETS: readonly string[] = [
  'rue des Tanneurs',
  'rue des Cordeliers',
  'rue du Foirail',
  'avenue des Platanes',
  'rue des Tuileries',
  'rue du Canal',
  'place de la Halle',
  'rue de la Commanderie',
  'rue du Vieux-Pont',
  'impasse des Lavandières',
  'route de Castelroux',
  'rue des Capitouls',
  'allée des Marronniers',
  'rue du Pastel',
  'avenue de la Gare',
  'route de Peyregrosse',
  'rue de l’Abattoir-Vieux',
  'rue Sainte-Quitterie',
  'avenue du Lauragnais',
  'rue des Briquetiers',
  'venelle du Lavoir',
  'côte de Bel-Air',
  'rue du Moulin-à-Vent',
  'allée des Ajoncs',
]

export const SITES: readonly string[] = [
  'la halle',
  'l’ancien lavoir',
  'le gymnase du Foirail',
  'l’école Jean-Moulin',
  'l’école des Tuileries',
  'le kiosque',
  'le presbytère',
  'la médiathèque',
  'le pigeonnier de Bel-Air',
  'la maison des associations',
  'le cimetière Saint-Roch',
  'le stade Peyregrosse',
]

export const TOWNS: readonly string[] = [
  'Castelroux',
  'Saint-Orens-le-Vieux',
  'Villepastel',
  'Labastide-Peyre',
  'Montclar-sur-Lauze',
  'Roquebrune-d’Aust',
]
