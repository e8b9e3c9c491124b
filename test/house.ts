import assert from 'node:assert/strict'
import { cp, mkdtemp, rm } from 'node:fs/promises'
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
import { createOrganisation, listOrganisations } from '../core/organisation.ts'
import { createPrincipal } from '../core/principal.ts'
import { loadConfig } from '../lib/config.ts'
import type { AccountId, PrincipalId } from '../lib/id.ts'
import { openLog } from '../lib/log.ts'
import { sql } from '../store/sql.ts'
import { copiedDatabase } from './database.ts'
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
  const data = await mkdtemp(join(tmpdir(), 'bastide-house-'))
  const log = openLog({ level: 'error' })
  const sort = modules.map(({ name, migrations }) => `${name} of ${migrations?.folder}`)
  const database = await copiedDatabase(`house with ${sort}`, async ({ url }, files) => {
    // What has no one to do its jobs leaves them to each copy.
    const config = loadConfig({ BASTIDE_DATA: files, DATABASE_URL: url, BASTIDE_ROLES: 'web' })
    const { house, close } = await openHouse(config, log, modules)
    await populate(house).finally(close)
  })
  await cp(database.files, data, { recursive: true })
  const config = loadConfig({
    BASTIDE_DATA: data,
    DATABASE_URL: database.url,
    ...portVariables(),
    // Nobody answers there, at once: no test asks the world.
    BASTIDE_OUTGOING_DNS: '127.0.0.1:9',
    ...env,
  })
  const open = await openHouse(config, log, modules)
  const people = await peopleOf(open.house)
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

async function populate(house: House): Promise<void> {
  const organisationId = await house.db.write(async tx => {
    const id = await createOrganisation(tx, null, { name: 'Ville de Montauzan', language: 'fr' })
    await addDomain(tx, null, id, { name: DOMAIN })
    return id
  })
  for (const name of ['Jean', 'Claire', 'Paul']) {
    const password = await hashPassword(PASSWORD, { name, address: null })
    const role = name === 'Jean' ? 'administrator' : 'person'
    const made = { type: 'individual', name, email: addressOf(name), password, role } as const
    await house.db.write(tx => createPrincipal(tx, house.registry, null, organisationId, made))
  }
}

const addressOf = (name: string) => `${name.toLowerCase()}@${DOMAIN}`

async function peopleOf({ db }: House) {
  const [organisationId = assert.fail('nobody founded the town')] = await listOrganisations(db)
  const person = async (name: string): Promise<Actor> => {
    const row = await db.row<{ id: PrincipalId }>(
      sql`select id from principal where account_id = ${organisationId} and email = ${addressOf(name)}`,
    )
    return (await findActor(db, organisationId, row!.id))!.actor
  }
  const [jean, claire, paul] = await Promise.all(['Jean', 'Claire', 'Paul'].map(person))
  return { organisationId, jean: jean!, claire: claire!, paul: paul! }
}
