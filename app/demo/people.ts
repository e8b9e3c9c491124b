import { findActor } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'
import { addDomain } from '../../core/domain.ts'
import type { House } from '../../core/house.ts'
import { hashPassword } from '../../core/login/password.ts'
import { createOrganisation } from '../../core/organisation.ts'
import { createPrincipal, type NewPrincipal } from '../../core/principal.ts'
import type { AccountId, PrincipalId } from '../../lib/id.ts'
import { SERVICES } from '../../test/world/services.ts'
import type { World } from '../../test/world/world.ts'
import { delegatesOf } from './boxes.ts'

/** Who was made, by the keys of the world. */
export interface Town {
  readonly organisationId: AccountId
  readonly actors: ReadonlyMap<string, Actor>
  /** Accounts of the groups that have one. */
  readonly boxes: ReadonlyMap<string, AccountId>
}

export async function fillPeople(house: House, world: World): Promise<Town> {
  const organisationId = await makeTown(house, world)
  const ids = new Map<string, PrincipalId>()
  const make = async (key: string, made: NewPrincipal) => {
    const { id, accountId } = await house.db.write(tx =>
      createPrincipal(tx, house.registry, null, organisationId, made),
    )
    ids.set(key, id)
    return accountId
  }
  const boxes = new Map<string, AccountId>()
  for (const person of await withPasswords(world)) await make(person.key, person.made)
  for (const group of world.groups) {
    const box = world.boxes.find(({ key }) => key === group.key)
    const accountId = await make(group.key, {
      type: 'group',
      name: group.name,
      email: group.address,
      members: group.members.map(key => ids.get(key)!),
      ...(box ? { account: true, delegates: delegatesOf(box, ids) } : {}),
    })
    if (accountId !== null) boxes.set(group.key, accountId)
  }
  for (const { key, name, address, kind, capacity } of world.resources)
    await make(key, {
      type: 'resource',
      name,
      email: address,
      account: true,
      description: capacity ? `${KINDS[kind]}, ${capacity} places` : KINDS[kind],
    })
  for (const { key, name, street } of world.locations)
    await make(key, { type: 'location', name, description: street })
  const actors = new Map<string, Actor>()
  for (const { key } of world.people)
    actors.set(key, (await findActor(house.db, organisationId, ids.get(key)!))!.actor)
  return { organisationId, actors, boxes }
}

const KINDS = { room: 'Salle', vehicle: 'Véhicule', equipment: 'Matériel' } as const

const makeTown = (house: House, { organisation: { name, domains } }: World): Promise<AccountId> =>
  house.db.write(async tx => {
    const id = await createOrganisation(tx, null, { name, language: 'fr' })
    const [first, ...others] = domains
    const aliasOf = await addDomain(tx, null, id, { name: first! })
    for (const other of others) await addDomain(tx, null, id, { name: other, aliasOf })
    return id
  })

async function withPasswords(world: World): Promise<{ key: string; made: NewPrincipal }[]> {
  return Promise.all(
    world.people.map(async person => ({
      key: person.key,
      made: {
        type: 'individual' as const,
        name: person.displayName,
        email: person.address,
        aliases: person.aliases,
        title: person.title,
        service: SERVICES[person.service],
        language: person.language,
        quota: person.quota,
        role: person.roles.includes('admin') ? ('administrator' as const) : ('person' as const),
        password: await hashPassword(person.password, { name: person.displayName, address: person.address }),
      },
    })),
  )
}
