import { Refused } from '../../lib/errors.ts'
import { fold } from '../../lib/filter.ts'

export const MIN_PASSWORD = 10
const MIN_DIFFERENT = 5

/** Whose password it will be: what it must not be made of. */
export interface Whose {
  readonly name: string
  readonly address: string | null
}

/** Words that, with digits or marks around them or not, are tried first by anybody. */
const COMMON = new Set(
  `password passw0rd motdepasse azertyuiop qwertyuiop qwertzuiop azertyqwerty administrateur administrator
  bienvenue welcome soleil doudou chouchou iloveyou jetaime letmein changeme changezmoi football superman
  bonjour loulou marseille toulouse secret princesse dragon monkey sunshine trustno nicolas camille
  abcdefghij abcdefghijkl qwerty azerty admin root test motdepassemotdepasse passwordpassword bastide`.split(
    /\s+/,
  ),
)

export function refuseWeak(password: string, { name, address }: Whose): void {
  if (password.length < MIN_PASSWORD) weak(`it needs at least ${MIN_PASSWORD} characters`)
  if (new Set(password).size < MIN_DIFFERENT) weak('it repeats too few characters')
  const bare = lettersOf(password)
  const own = [name, address ?? '', (address ?? '').split('@')[0]!].map(lettersOf).filter(word => word !== '')
  if (own.includes(bare)) weak('it is the name or the address')
  if (bare === '' && password.length < 2 * MIN_PASSWORD) weak('digits and marks alone are guessed')
  if (COMMON.has(bare)) weak('it is one of the first that would be tried')
}

const lettersOf = (text: string): string => fold(text).replace(/[^\p{L}]/gu, '')

function weak(why: string): never {
  throw new Refused('invalidProperties', `the password is too weak: ${why}`, { properties: ['password'] })
}
