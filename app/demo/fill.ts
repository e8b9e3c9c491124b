import { isLocalDomain } from '../../core/domain.ts'
import type { House } from '../../core/house.ts'
import { listOrganisations } from '../../core/organisation.ts'
import { buildWorld, endBefore, type World } from '../../test/world/world.ts'
import { fillActivity } from './activity.ts'
import { fillBoxes } from './boxes.ts'
import { fillMail } from './mail.ts'
import { fillNotes } from './notes.ts'
import { fillPeople } from './people.ts'

export interface Login {
  readonly address: string
  readonly password: string
  readonly roles: readonly string[]
}

const SEED = 'montauzan'

/**
 * Fills an empty house with the town of Montauzan and a year of its mail, once; the logins to try it with.
 * A house that holds a real organisation is left alone.
 */
export async function fillDemo(house: House): Promise<Login[]> {
  const world = buildWorld({ seed: SEED, end: endBefore(house.now()), scale: house.config.demo.scale })
  if ((await listOrganisations(house.db)).length === 0) await fill(house, world)
  else if (!(await isLocalDomain(house.db, world.organisation.domains[0]!))) {
    house.log.warn(
      'an organisation is here already: it is left alone, and nothing of the demonstration is in it',
    )
    return []
  }
  return loginsOf(world)
}

async function fill(house: House, world: World): Promise<void> {
  house.log.info('filling the demonstration; this takes half a minute, once')
  const town = await fillPeople(house, world)
  await fillNotes(house, world, town)
  await fillMail(house, world, town)
  await fillBoxes(house, world, town)
  await fillActivity(house, town)
  house.log.info('the demonstration is ready')
}

const loginsOf = (world: World): Login[] =>
  world.logins.map(({ address, password, roles }) => ({
    address,
    password,
    roles: roles.map(role => (role === 'admin' ? 'administrator' : role)),
  }))
