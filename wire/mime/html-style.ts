/** What remains of a style attribute, and whether it would have fetched something. */
export interface FilteredStyle {
  style: string
  remote: number
}

const MAX_STYLE = 10_000

/** Keeps the declarations that paint text and tables; what moves, covers, fetches or computes goes. */
export function filterStyle(style: string): FilteredStyle {
  const text = style.slice(0, MAX_STYLE).replace(/\/\*.*?(?:\*\/|$)/gs, '')
  const kept: string[] = []
  let remote = 0
  for (const declaration of splitDeclarations(text)) {
    const colon = declaration.indexOf(':')
    const name = declaration.slice(0, colon).trim().toLowerCase()
    const written = declaration.slice(colon + 1).trim()
    const value = written.replace(/url\s*\([^)]*\)?/gi, '').trim()
    if (value !== written && /https?:|\/\//i.test(written)) remote++
    if (colon > 0 && isSafe(name, value)) kept.push(`${name}:${value}`)
  }
  return { style: kept.join(';'), remote }
}

/** A semicolon inside quotes or brackets does not end a declaration: `url(data:image/png;base64,…)`. */
function splitDeclarations(text: string): string[] {
  return text.match(/(?:"[^"]*"|'[^']*'|\([^)]*\)|[^;"'(]|["'(])+/g) ?? []
}

function isSafe(name: string, value: string): boolean {
  if (value === '' || value.length > 500 || !isPainting(name)) return false
  // A backslash may spell any word, braces and angles may end the attribute's world.
  if (/[\\<>{}@]|[^\x20-\x7e\u00a0-\uffff]/.test(value)) return false
  // What a function fetches or computes is not needed to read a letter.
  if (FUNCTIONS.test(value)) return false
  return !(MOVABLE.test(name) && /(?:^|[\s,(])-/.test(value))
}

const FUNCTIONS =
  /(?:url|image|image-set|cross-fade|element|expression|var|attr|env|src|paint|behavior|filter)\s*\(|javascript\s*:/i
/** With a negative length these would cover what stands around the message. */
const MOVABLE = /^(?:margin|text-indent|letter-spacing|word-spacing|line-height)/

function isPainting(name: string): boolean {
  return PROPERTIES.has(name) || FAMILIES.test(name)
}

const FAMILIES =
  /^(?:margin|padding|border)(?:-(?:top|right|bottom|left)(?:-(?:width|style|color))?|-(?:width|style|color))?$/
const PROPERTIES = new Set(
  (
    'background background-color border-collapse border-radius border-spacing box-sizing caption-side clear color ' +
    'direction display empty-cells float font font-family font-size font-style font-variant font-weight height ' +
    'letter-spacing line-height list-style-position list-style-type max-height max-width min-height min-width ' +
    'overflow-wrap table-layout text-align text-align-last text-decoration text-decoration-color ' +
    'text-decoration-line text-decoration-style text-indent text-overflow text-transform unicode-bidi ' +
    'vertical-align white-space width word-break word-spacing word-wrap opacity'
  ).split(' '),
)
