/** The hues that stay apart for the eye, and on which both themes keep their contrast. */
const hues = [15, 42, 75, 95, 150, 190, 212, 242, 268, 290, 330, 345] as const

/** The same address has the same colour on every screen and every device. */
export function hueOf(address: string): number {
  return hues[hash(address.trim().toLowerCase()) % hues.length] ?? hues[0]
}

// FNV-1a, 32 bits: short, and spreads addresses that differ by one letter.
function hash(text: string): number {
  let value = 0x811c9dc5
  for (let index = 0; index < text.length; index++) {
    value = Math.imul(value ^ text.charCodeAt(index), 0x01000193) >>> 0
  }
  return (value ^ (value >>> 15)) >>> 0
}

/** Words that carry no initial: « Direction des sports » is DS. */
const small = new Set(['de', 'des', 'du', 'la', 'le', 'les', 'et', 'of', 'the', 'and', 'à', 'au', 'aux'])

/** Two capitals for a name, else the start of the address. */
export function initialsOf(name: string, address = ''): string {
  const words = (name.trim().replace(/\b[dlDL][’']/g, '') || address.split('@')[0] || '')
    .split(/[\s,.'’_-]+/u)
    .filter(isLetters)
  const kept = words.filter(word => !small.has(word.toLowerCase()))
  const telling = kept.length > 0 ? kept : words
  const [first = '', second] = telling
  const text = second ? letters(first, 1) + letters(second, 1) : letters(first, 2)
  return text.toUpperCase() || '?'
}

function isLetters(word: string): boolean {
  return /[\p{L}\p{N}]/u.test(word)
}

function letters(word: string, count: number): string {
  return [...word.replace(/[^\p{L}\p{N}]/gu, '')].slice(0, count).join('')
}
