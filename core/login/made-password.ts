/** Without those that are taken for one another when read aloud. */
const LETTERS = 'abcdefghjkmnpqrstuvwxyz23456789'
const GROUPS = 4
const LENGTH = 4

/** Made to be told by telephone: four groups of four, some 79 bits. */
export function makePassword(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(GROUPS * LENGTH * 4))
  // Above the last whole round of letters, some would come more often than others.
  const fair = [...bytes].filter(byte => byte < 256 - (256 % LETTERS.length)).slice(0, GROUPS * LENGTH)
  if (fair.length < GROUPS * LENGTH) return makePassword()
  const letters = fair.map(byte => LETTERS[byte % LETTERS.length]).join('')
  return letters.match(/.{4}/g)?.join('-') ?? ''
}
