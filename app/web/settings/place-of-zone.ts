/** The zones of no place. */
const UNIVERSAL: ReadonlySet<string> = new Set(['UTC', 'UCT', 'GMT', 'Universal', 'Zulu', 'Greenwich'])

/** « Europe/Paris » is Paris; universal time is that of no place. */
export function placeOf(timeZone: string): string | null {
  const name = timeZone.split('/').at(-1) ?? timeZone
  return UNIVERSAL.has(name) ? null : name.replaceAll('_', ' ')
}
