/** JSON that PostgreSQL takes: its text holds neither NUL nor half of a surrogate pair. */
export function withoutNul(value: unknown): string {
  const json = JSON.stringify(value)
  // JSON.stringify escapes these two, and no other character in this way.
  return /\\u0000|\\ud[89a-f]/.test(json) ? JSON.stringify(cleaned(value)) : json
}

function cleaned(value: unknown): unknown {
  if (typeof value === 'string') return value.replaceAll('\0', '').toWellFormed()
  if (Array.isArray(value)) return value.map(cleaned)
  if (typeof value !== 'object' || value === null) return value
  return Object.fromEntries(Object.entries(value).map(([name, member]) => [cleaned(name), cleaned(member)]))
}
