const ENTITIES: Readonly<Record<string, string>> = {
  amp: '&',
  lt: '<',
  gt: '>',
  quot: '"',
  nbsp: ' ',
  '#39': "'",
}
/** A list shows no more of it. */
const MOST = 200

/** The first words of a body, for a list: blocks become spaces, nothing else of the mark-up stays. */
export function firstLine(html: string): string {
  return html
    .slice(0, 4 * MOST + 1000)
    .replace(/<\/(p|h[1-6]|li|blockquote|pre)>|<br\b[^>]*>/gi, ' ')
    .replace(/<[^>]*>?/g, '')
    .replace(/&(\w+|#39);/g, (whole, name: string) => ENTITIES[name] ?? whole)
    .replace(/\s+/g, ' ')
    .trim()
    .slice(0, MOST)
}
