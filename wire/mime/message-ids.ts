/** Bounds what a hostile References may cost each reply. */
const MAX_IDS = 1000

/** The ids without their angle brackets, or null where there is none. RFC 5322 §3.6.4 */
export function readMessageIds(value: string): string[] | null {
  const bracketed = [...value.matchAll(/<([^<>]*)>/g)].map(match => tidy(match[1]!))
  const ids = bracketed.some(id => id !== '') ? bracketed : bareIds(value)
  const named = ids.filter(id => id !== '').slice(0, MAX_IDS)
  return named.length > 0 ? named : null
}

// Some senders forget the brackets.
function bareIds(value: string): string[] {
  return value.split(/[\s,]+/).filter(word => /^[^\s<>@]+@[^\s<>@]+$/.test(word))
}

/** Blanks and folds inside an id are the obsolete syntax. RFC 5322 §4.5.4 */
function tidy(id: string): string {
  return id.replace(/\s+/g, '')
}

export function writeMessageIds(ids: readonly string[]): string {
  return ids.map(id => `<${id.replace(/[<>\s]/g, '')}>`).join('\r\n ')
}
