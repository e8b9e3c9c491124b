import { Malformed, Refused } from '../../lib/errors.ts'
import type { ImportedPerson } from '../import.ts'
import { principal } from '../types.ts'
import { readBytes, readGiven, readTexts } from './given.ts'

type Values = Readonly<Record<string, unknown>>

/** What else a principal may have is given one by one. */
const PLAIN = new Set(['name', 'email', 'title', 'service', 'language', 'role'])

/** A person as a request describes them; what is not said has its default. */
export function readPerson(given: unknown): ImportedPerson {
  if (typeof given !== 'object' || given === null) throw new Malformed('a person is expected', 'people')
  const { password = null, aliases = [], quota = null, ...plain } = given as Values
  if (password !== null && typeof password !== 'string') throw new Malformed('a text is expected', 'password')
  const strange = Object.keys(plain).find(name => !PLAIN.has(name))
  if (strange !== undefined)
    throw new Refused('invalidProperties', `${strange}: it cannot be imported`, { properties: [strange] })
  const known = readGiven(principal, { name: null, email: '', ...plain }, 'create')
  return {
    ...(known as Pick<ImportedPerson, 'name' | 'email' | 'title' | 'service' | 'language' | 'role'>),
    aliases: readTexts('aliases', aliases),
    quota: readBytes('quota', quota),
    password,
  }
}
