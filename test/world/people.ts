import { DOMAIN, SECOND_DOMAIN } from './organisation.ts'
import type { ServiceKey } from './services.ts'

export type Role = 'admin' | 'person'
export type Person = {
  key: string
  givenName: string
  familyName: string
  displayName: string
  address: string
  aliases: string[]
  service: ServiceKey
  title: string
  roles: Role[]
  password: string
  language: 'fr' | 'en'
  quota: number
}

const GIGABYTE = 1024 ** 3

/** Given name, family name, service, title. The first of a service is its head. */
const STAFF: readonly (readonly [string, string, ServiceKey, string])[] = [
  ['Solange', 'Maurel', 'direction', 'Directrice générale des services'],
  ['Bastien', 'Couderc', 'direction', 'Directeur général adjoint'],
  ['Yvette', 'Campan', 'direction', 'Assistante de direction'],
  ['Claire', 'Lacombe', 'urbanisme', 'Responsable de l’urbanisme'],
  ['Antoine', 'Sarrat', 'urbanisme', 'Instructeur des autorisations'],
  ['Leïla', 'Benhamou', 'urbanisme', 'Instructrice des autorisations'],
  ['Emma', 'Whitfield', 'urbanisme', 'Chargée de mission, jumelages et transitions'],
  ['Marc', 'Lafargue', 'voirie', 'Responsable de la voirie'],
  ['Didier', 'Escoubet', 'voirie', 'Chef d’atelier'],
  ['Nicolas', 'Pradère', 'voirie', 'Technicien voirie et réseaux'],
  ['Fatou', 'Diagne', 'voirie', 'Assistante technique'],
  ['Mathilde', 'Rivière', 'patrimoine', 'Responsable du patrimoine bâti'],
  ['Grégoire', 'Bonnafous', 'patrimoine', 'Technicien bâtiment'],
  ['Sandrine', 'Delpech', 'patrimoine', 'Gestionnaire des travaux'],
  ['Nadège', 'Tournier', 'rh', 'Responsable des ressources humaines'],
  ['Olivier', 'Castéra', 'rh', 'Gestionnaire paie et carrières'],
  ['Inès', 'Moreau', 'rh', 'Chargée de formation'],
  ['Jean', 'Bousquet', 'si', 'Responsable des systèmes d’information'],
  ['Thibault', 'Arnal', 'si', 'Technicien informatique'],
  ['Priya', 'Sivan', 'si', 'Administratrice réseau'],
  ['Paul', 'Garrigue', 'police', 'Chef de la police municipale'],
  ['Karine', 'Sabatier', 'police', 'Brigadière-cheffe'],
  ['Hélène', 'Vidal', 'mediatheque', 'Directrice de la médiathèque'],
  ['Romain', 'Teulière', 'mediatheque', 'Bibliothécaire jeunesse'],
  ['Agnès', 'Fourcade', 'mediatheque', 'Médiatrice numérique'],
  ['Sylvie', 'Doumenc', 'ecoles', 'Responsable des affaires scolaires'],
  ['Julien', 'Peyrot', 'ecoles', 'Directeur de l’école Jean-Moulin'],
  ['Amandine', 'Gleizes', 'ecoles', 'Coordinatrice périscolaire'],
  ['Brigitte', 'Naudy', 'etatcivil', 'Responsable de l’état civil'],
  ['Samir', 'Kaddour', 'etatcivil', 'Officier d’état civil délégué'],
  ['Laurence', 'Azéma', 'finances', 'Directrice des finances'],
  ['Cédric', 'Marty', 'finances', 'Comptable'],
  ['Violaine', 'Roques', 'finances', 'Chargée des marchés publics'],
  ['Lucas', 'Ferrand', 'communication', 'Responsable de la communication'],
  ['Manon', 'Ichard', 'communication', 'Graphiste et webmestre'],
  ['Françoise', 'Daubas', 'elus', 'Maire'],
  ['Gérard', 'Lapeyre', 'elus', 'Premier adjoint, urbanisme et travaux'],
  ['Aïcha', 'Mansouri', 'elus', 'Adjointe, écoles et jeunesse'],
  ['Roland', 'Vergnes', 'elus', 'Adjoint, finances'],
  ['Michèle', 'Soulié', 'accueil', 'Agente d’accueil'],
  ['Kévin', 'Estève', 'accueil', 'Agent d’accueil et courrier'],
]

export function listPeople(): Person[] {
  return STAFF.map(([givenName, familyName, service, title]) => {
    const key = plain(givenName)
    return {
      key,
      givenName,
      familyName,
      displayName: `${givenName} ${familyName}`,
      address: `${key}@${DOMAIN}`,
      aliases: [`${key}.${plain(familyName)}@${DOMAIN}`, `${key}@${SECOND_DOMAIN}`],
      service,
      title,
      roles: service === 'si' && key === 'jean' ? ['admin', 'person'] : ['person'],
      password: `${key}-place-de-la-halle`,
      language: key === 'emma' ? 'en' : 'fr',
      quota: (key === 'claire' ? 25 : 10) * GIGABYTE,
    }
  })
}

export function plain(text: string): string {
  return text
    .normalize('NFD')
    .replace(/[̀-ͯ]/g, '')
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-|-$/g, '')
}
