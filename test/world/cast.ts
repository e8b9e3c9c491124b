import type { Chance } from './chance.ts'
import { type Group, listGroups } from './groups.ts'
import { listOutsiders, type Outsider, type OutsiderKind } from './outsiders.ts'
import { listPeople, type Person } from './people.ts'
import { listResources, type Resource } from './places.ts'

/** Everyone who can write or be written to. */
export type Cast = { people: Person[]; groups: Group[]; resources: Resource[]; outsiders: Outsider[] }

export function gatherCast(chance: Chance): Cast {
  const people = listPeople()
  return {
    people,
    groups: listGroups(people),
    resources: listResources(),
    outsiders: listOutsiders(chance),
  }
}

export function person(cast: Cast, key: string): Person {
  return found(cast.people, key)
}

export function group(cast: Cast, key: string): Group {
  return found(cast.groups, key)
}

export function outsidersOf(cast: Cast, kind: OutsiderKind): Outsider[] {
  return cast.outsiders.filter(outsider => outsider.kind === kind)
}

function found<T extends { key: string }>(list: readonly T[], key: string): T {
  const one = list.find(candidate => candidate.key === key)
  if (!one) throw new Error(`the world has no ${key}`)
  return one
}
