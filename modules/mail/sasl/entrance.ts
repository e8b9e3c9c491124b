import { findActor } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { House } from '../../../core/house.ts'
import type { Coming } from '../../../core/login/login.ts'
import { Refused } from '../../../lib/errors.ts'
import type { Entrance } from './exchange.ts'

export async function byPassword(
  house: House,
  user: string,
  password: string,
  coming: Coming,
): Promise<Entrance> {
  return entranceOf(house, await house.login.verifyPassword(user, password, coming))
}

/** Of a login that a change of any of the person's secrets ends. */
export async function entranceOf(house: House, actor: Actor): Promise<Entrance> {
  const { organisationId, principalId, scope, ip } = actor
  const find = () => findActor(house.db, organisationId, principalId, scope, ip)
  const secrets = (await find())?.secrets
  return {
    actor,
    stands: async () => {
      const found = await find()
      return found && found.secrets === secrets ? found.actor : null
    },
  }
}

export function refuseWithoutMail(house: House, { organisationId }: Actor): void {
  if (!house.registry.isOn(organisationId, 'mail'))
    throw new Refused('moduleOff', 'Mail is switched off for your organisation')
}
