import { DOMAIN } from './organisation.ts'
import type { Person } from './people.ts'
import { SERVICES, type ServiceKey } from './services.ts'

export type Group = { key: string; name: string; address: string; members: string[] }

/** Groups that cross the services, by the keys of their members. */
const CIRCLES: readonly (readonly [string, string, string])[] = [
  ['contact', 'Mairie de Montauzan', 'michele kevin yvette claire'],
  ['ecole-jean-moulin', 'École Jean-Moulin', 'julien amandine'],
  ['atelier-voirie', 'Atelier voirie', 'didier nicolas marc'],
  [
    'comite-direction',
    'Comité de direction',
    'solange bastien claire marc mathilde nadege jean laurence lucas',
  ],
  ['commission-travaux', 'Commission travaux', 'gerard claire mathilde marc laurence bastien'],
  ['commission-urbanisme', 'Commission d’urbanisme', 'gerard claire antoine leila mathilde'],
  ['projet-halle', 'Projet de la halle', 'mathilde gregoire sandrine claire violaine lucas'],
  ['astreinte', 'Astreinte technique', 'marc didier gregoire thibault paul'],
  ['jumelage', 'Comité de jumelage', 'emma lucas aicha francoise'],
]

export function listGroups(people: readonly Person[]): Group[] {
  return [everyone(people), ...services(people), ...circles()]
}

function everyone(people: readonly Person[]): Group {
  return {
    key: 'agents',
    name: 'Tous les agents',
    address: `agents@${DOMAIN}`,
    members: people.map(({ key }) => key),
  }
}

function services(people: readonly Person[]): Group[] {
  return (Object.keys(SERVICES) as ServiceKey[]).map(key => ({
    key,
    name: SERVICES[key],
    address: `${key}@${DOMAIN}`,
    members: people.filter(({ service }) => service === key).map(person => person.key),
  }))
}

function circles(): Group[] {
  return CIRCLES.map(([key, name, members]) => ({
    key,
    name,
    address: `${key}@${DOMAIN}`,
    members: members.split(' '),
  }))
}
