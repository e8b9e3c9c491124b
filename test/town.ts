import { after } from 'node:test'
import { findActor } from '../core/access.ts'
import type { Actor } from '../core/actor.ts'
import { addDomain } from '../core/domain.ts'
import type { GateNeeds } from '../core/login/login.ts'
import { hashPassword } from '../core/login/password.ts'
import { CORE_MIGRATIONS } from '../core/migrations.ts'
import { createOrganisation } from '../core/organisation.ts'
import { createPrincipal, type Made, type NewPrincipal } from '../core/principal.ts'
import { type Registry, registry } from '../core/registry.ts'
import type { AccountId, PrincipalId } from '../lib/id.ts'
import { openLog } from '../lib/log.ts'
import type { Database } from '../store/database.ts'
import { testDatabase } from './database.ts'

export const DOMAIN = 'montauzan.fr'
export const PASSWORD = 'jean-place-de-la-halle'

/** A database with one organisation, its domain, and Jean, who administers it. */
export interface Founded {
  readonly db: Database
  /** What a gate to it stands on. */
  readonly gate: GateNeeds
  readonly organisationId: AccountId
  readonly registry: Registry
  readonly jean: Actor
  create(made: NewPrincipal): Promise<Made>
  /** A person with the usual password. */
  person(name: string): Promise<Actor>
  actor(id: PrincipalId): Promise<Actor>
}

export async function found(modules: Registry = registry([])): Promise<Founded> {
  const { db, close } = await testDatabase([CORE_MIGRATIONS])
  after(close)
  const organisationId = await db.write(async tx => {
    const id = await createOrganisation(tx, null, { name: 'Ville de Montauzan', language: 'fr' })
    await addDomain(tx, null, id, { name: DOMAIN })
    return id
  })
  const create = (made: NewPrincipal) =>
    db.write(tx => createPrincipal(tx, modules, null, organisationId, made))
  const actor = async (id: PrincipalId) => (await findActor(db, organisationId, id))!.actor
  const person = async (name: string, role: 'administrator' | 'person' = 'person') => {
    const password = await hashPassword(PASSWORD, { name, address: null })
    const email = `${name.toLowerCase()}@${DOMAIN}`
    return actor((await create({ type: 'individual', name, email, password, role })).id)
  }
  const jean = await person('Jean', 'administrator')
  const gate = { db, log: openLog({ write: () => {} }), config: { data: '', secret: 'la clé de la ville' } }
  return { db, gate, organisationId, registry: modules, jean, create, person, actor }
}
