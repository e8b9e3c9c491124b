/** The lexical tokens of RFC 5322 §3.2, as far as addresses need them. */
export interface Token {
  kind: 'atom' | 'quoted' | 'comment' | '<' | '>' | ',' | ';' | ':' | '@'
  text: string
  /** Whether blanks or a comment stood before it. */
  spaced: boolean
}

const BLANKS = /[\s\0]+/y
// An encoded-word is one atom, whatever specials a careless sender left in it.
const ENCODED_WORD = /=\?[^?\s]+\?[bq]\?[^?\r\n<>"]*\?=/iy
const ATOM = /[^\s\0"()<>,;:@.]+|\./y
// RFC 5322 §3.4.1: a domain in brackets may hold colons.
const DOMAIN_LITERAL = /\[[^[\]\s]{0,255}\]/y

export function* readTokens(value: string): Generator<Token> {
  let at = 0
  let spaced = false
  // One look that found no closing mark holds for the rest of the text: without this, time is quadratic.
  let quotesClose = true
  let commentsClose = true
  while (at < value.length) {
    const start = at
    at = matchAt(BLANKS, value, at)
    spaced ||= at > start
    const character = value[at]
    if (character === undefined) return
    let token: Token | null = null
    if (character === '"' && quotesClose) {
      const end = endOfQuoted(value, at)
      if (end === -1) quotesClose = false
      else {
        token = { kind: 'quoted', text: unquote(value.slice(at + 1, end - 1)), spaced }
        at = end
      }
    } else if (character === '(' && commentsClose) {
      const end = endOfComment(value, at)
      if (end === -1) commentsClose = false
      else {
        token = { kind: 'comment', text: unquote(value.slice(at + 1, end - 1)), spaced }
        at = end
      }
    } else {
      const end = endOfAtom(value, at)
      token = { kind: kindOf(character), text: value.slice(at, end), spaced }
      at = end
    }
    if (token === null) continue
    yield token
    spaced = token.kind === 'comment'
  }
}

function kindOf(character: string): Token['kind'] {
  return '<>,;:@'.includes(character) ? (character as Token['kind']) : 'atom'
}

function endOfAtom(value: string, at: number): number {
  for (const shape of [ENCODED_WORD, DOMAIN_LITERAL, ATOM]) {
    const end = matchAt(shape, value, at)
    if (end > at) return end
  }
  return at + 1
}

function matchAt(shape: RegExp, value: string, at: number): number {
  shape.lastIndex = at
  return shape.test(value) ? shape.lastIndex : at
}

function endOfQuoted(value: string, start: number): number {
  for (let at = start + 1; at < value.length; at++) {
    const character = value[at]
    if (character === '\\') at++
    else if (character === '"') return at + 1
  }
  return -1
}

/** Comments nest. RFC 5322 §3.2.2 */
function endOfComment(value: string, start: number): number {
  let depth = 0
  for (let at = start; at < value.length; at++) {
    const character = value[at]
    if (character === '\\') at++
    else if (character === '(') depth++
    else if (character === ')' && --depth === 0) return at + 1
  }
  return -1
}

function unquote(text: string): string {
  return text.replace(/\r?\n|\0/g, '').replace(/\\(.)/gs, '$1')
}
