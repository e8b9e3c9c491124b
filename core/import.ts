import { Refused } from '../lib/errors.ts'
import type { AccountId } from '../lib/id.ts'
import { writeId } from '../lib/id.ts'
import type { Tx } from '../store/database.ts'
import { type By, mustAdminister } from './actor.ts'
import { oneByOne } from './face/one-by-one.ts'
import type { House } from './house.ts'
import { makePassword } from './login/made-password.ts'
import { hashPassword, type PasswordHash } from './login/password.ts'
import { refuseWeak } from './login/strength.ts'
import { createPrincipal, type NewPrincipal } from './principal.ts'
import { principal } from './types.ts'

/** One person of a list that comes from elsewhere. */
export interface ImportedPerson
  extends Pick<NewPrincipal, 'name' | 'aliases' | 'title' | 'service' | 'language' | 'quota' | 'role'> {
  readonly email: string
  /** Null: one is made, and told. */
  readonly password: string | null
}

/** What became of it: made, with the password if it was made here; or why not. */
export type Imported =
  | { readonly id: string | null; readonly password: string | null }
  | { readonly refused: Refused }

export interface Import {
  /** What could not be read keeps its place. */
  readonly people: readonly (ImportedPerson | Refused)[]
  /** Tries everything, and keeps nothing. */
  readonly isTrial: boolean
  /** Whether each is to replace the password at the first sign-in. */
  readonly isTemporary: boolean
}

export const MAX_IMPORTED = 100

/** Makes many people, each for itself: one that is refused keeps nobody else out. */
export async function importPeople(
  house: House,
  by: By,
  organisationId: AccountId,
  { people, isTrial, isTemporary }: Import,
): Promise<Imported[]> {
  mustAdminister(by, organisationId)
  if (people.length > MAX_IMPORTED)
    throw new Refused('tooMany', `at most ${MAX_IMPORTED} people in one request`)
  const ready = await Promise.all(people.map(person => readied(person, isTrial)))
  return house.db
    .write(async tx => {
      const done = await makeAll(tx, house, by, organisationId, ready, isTemporary)
      if (isTrial) throw new Tried(done)
      return done
    })
    .catch(error => {
      if (error instanceof Tried) return error.done
      throw error
    })
}

/** Rolls a trial back, and carries what it found. */
class Tried extends Error {
  readonly done: Imported[]
  constructor(done: Imported[]) {
    super('a trial is not kept')
    this.done = done
  }
}

interface Ready {
  readonly person: ImportedPerson
  readonly made: string | null
  /** Null in a trial. */
  readonly hash: PasswordHash | null
}

/** A weak password is found before anything is written; hashing takes its time outside the transaction. */
async function readied(person: ImportedPerson | Refused, isTrial: boolean): Promise<Ready | Refused> {
  if (person instanceof Refused) return person
  const whose = { name: person.name, address: person.email }
  const made = person.password === null ? makePassword() : null
  const password = person.password ?? made!
  try {
    if (!isTrial) return { person, made, hash: await hashPassword(password, whose) }
    refuseWeak(password, whose)
    return { person, made: null, hash: null }
  } catch (error) {
    if (error instanceof Refused) return error
    throw error
  }
}

async function makeAll(
  tx: Tx,
  { registry }: House,
  by: By,
  organisationId: AccountId,
  ready: readonly (Ready | Refused)[],
  isTemporary: boolean,
): Promise<Imported[]> {
  const outcomes = await oneByOne(tx, ready.entries(), async (_, one) => {
    if (one instanceof Refused) throw one
    const { password: __, ...person } = one.person
    const { id } = await createPrincipal(tx, registry, by, organisationId, {
      ...person,
      type: 'individual',
      ...(one.hash && { password: one.hash, passwordIsTemporary: isTemporary }),
    })
    return { id: writeId(principal.prefix, id) }
  })
  return ready.map((one, index): Imported => {
    const outcome = outcomes.get(index)
    if (outcome instanceof Refused) return { refused: outcome }
    const id = outcome ? String(outcome['id']) : null
    return { id, password: one instanceof Refused ? null : one.made }
  })
}
