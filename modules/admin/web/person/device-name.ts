// The first that is named: each of them also claims to be those below.
const BROWSERS = { Edg: 'Edge', OPR: 'Opera', Firefox: 'Firefox', Chrome: 'Chrome', Safari: 'Safari' }
const SYSTEMS = {
  Android: 'Android',
  iPhone: 'iPhone',
  iPad: 'iPad',
  Windows: 'Windows',
  'Mac OS': 'macOS',
  Linux: 'Linux',
}

/** « Firefox · Windows », from what a browser says of itself; null for what is none. */
export function deviceName(userAgent: string): string | null {
  const names = [BROWSERS, SYSTEMS].map(known => find(known, userAgent)).filter(name => name !== null)
  return names.length > 0 ? names.join(' · ') : null
}

const find = (names: Readonly<Record<string, string>>, text: string): string | null =>
  Object.entries(names).find(([mark]) => text.includes(mark))?.[1] ?? null
