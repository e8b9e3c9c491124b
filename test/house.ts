import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { MODULES } from '../app/modules.ts'
import { openDoors } from '../app/server/doors.ts'
import { openHouse } from '../app/server/house.ts'
import { findActor } from '../core/access.ts'
import type { Actor } from '../core/actor.ts'
import { addDomain } from '../core/domain.ts'
import type { House } from '../core/house.ts'
import { hashPassword } from '../core/login/password.ts'
import type { Module } from '../core/module.ts'
import { createOrganisation } from '../core/organisation.ts'
import { createPrincipal } from '../core/principal.ts'
import { loadConfig } from '../lib/config.ts'
import type { AccountId } from '../lib/id.ts'
import { openLog } from '../lib/log.ts'
import { testDatabase } from './database.ts'
import { portVariables } from './ports.ts'

export const PASSWORD = 'place-de-la-halle-12'
export const DOMAIN = 'montauzan.fr'

/** The whole product in this process, on a database of its own and free ports, with three people. */
export interface TestHouse {
  readonly house: House
  readonly url: string
  readonly ports: Readonly<Record<string, number>>
  readonly organisationId: AccountId
  /** Administers the town. */
  readonly jean: Actor
  readonly claire: Actor
  readonly paul: Actor
  close(): Promise<void>
}

export async function testHouse(
  modules: readonly Module[] = MODULES,
  env: Record<string, string> = {},
): Promise<TestHouse> {
  const database = await testDatabase()
  const data = await mkdtemp(join(tmpdir(), 'bastide-house-'))
  const { host, user, database: name, port } = database.connection
  const config = loadConfig({
    BASTIDE_DATA: data,
    DATABASE_URL: `postgresql://${user}@localhost:${port}/${name}?host=${encodeURIComponent(String(host))}`,
    ...portVariables(),
    // Nobody answers there, at once: no test asks the world.
    BASTIDE_OUTGOING_DNS: '127.0.0.1:9',
    ...env,
  })
  const open = await openHouse(config, openLog({ level: 'error' }), modules)
  const people = await populate(open.house)
  const doors = await openDoors(open.house, modules)
  return {
    house: open.house,
    url: `http://127.0.0.1:${doors.ports['http']}`,
    ports: doors.ports,
    ...people,
    async close() {
      await doors.close()
      await open.close()
      await rm(data, { recursive: true, force: true })
      await database.close()
    },
  }
}

async function populate(house: House) {
  const organisationId = await house.db.write(async tx => {
    const id = await createOrganisation(tx, null, { name: 'Ville de Montauzan', language: 'fr' })
    await addDomain(tx, null, id, { name: DOMAIN })
    return id
  })
  const person = async (name: string, role: 'administrator' | 'person'): Promise<Actor> => {
    const password = await hashPassword(PASSWORD, { name, address: null })
    const email = `${name.toLowerCase()}@${DOMAIN}`
    const made = { type: 'individual' as const, name, email, password, role }
    const { id } = await house.db.write(tx => createPrincipal(tx, house.registry, null, organisationId, made))
    return (await findActor(house.db, organisationId, id))!.actor
  }
  return {
    organisationId,
    jean: await person('Jean', 'administrator'),
    claire: await person('Claire', 'person'),
    paul: await person('Paul', 'person'),
  }
}
