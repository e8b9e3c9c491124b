import { fold } from '../../../../lib/filter.ts'
import { MAX_TERMS } from '../../../../store/search.ts'
import { escapeHtml } from '../../../../wire/mime/text-html.ts'

/** Characters before the first word found. */
const LEAD = 60
// RFC 8621 §5: "not more than 255 octets", mark-up aside
const MAX_OCTETS = 255

/** Marks the words of a search in a text. RFC 8621 §5 */
export class Highlighter {
  readonly terms: readonly string[]

  constructor(texts: readonly string[]) {
    const words = texts.flatMap(text =>
      Array.from(text.matchAll(/(-?)("[^"]*"|[^\s"]+)/g), ([, not, word]) => (not ? '' : word!)),
    )
    this.terms = words
      .flatMap(word => word.match(WORD) ?? [])
      .slice(0, MAX_TERMS)
      .map(stem)
  }

  get isIdle(): boolean {
    return this.terms.length === 0
  }

  /** The whole text with its marks, or null when nothing is found. */
  whole(text: string): string | null {
    return this.isFound(text) ? this.mark(text) : null
  }

  /** A piece of the text around the first word found; behind the name of the file in which it stands, if in one. */
  around(text: string, file = ''): string | null {
    const plain = text.replace(/\s+/g, ' ').trim()
    const first = Array.from(plain.matchAll(WORD)).find(([word]) => this.isWanted(word))
    if (!first) return null
    const start = first.index <= LEAD ? 0 : plain.indexOf(' ', first.index - LEAD) + 1
    return this.mark(cut((file && `${file} — `) + plain.slice(start)))
  }

  private isFound(text: string): boolean {
    return Array.from(text.matchAll(WORD)).some(([word]) => this.isWanted(word))
  }

  private isWanted(word: string): boolean {
    const folded = fold(word)
    return this.terms.some(term => folded.startsWith(term))
  }

  private mark(text: string): string {
    let marked = ''
    let at = 0
    for (const { 0: word, index } of text.matchAll(WORD)) {
      if (!this.isWanted(word)) continue
      marked += `${escapeHtml(text.slice(at, index))}<mark>${escapeHtml(word)}</mark>`
      at = index + word.length
    }
    return marked + escapeHtml(text.slice(at))
  }
}

const WORD = /[\p{L}\p{N}\p{M}]+/gu

/** The index knows stems; the common endings of both languages are enough to show where. */
const stem = (word: string): string => {
  const folded = fold(word)
  return folded.length > 5 ? folded.replace(/(?:ations?|ements?|ings?|ees?|es|er|s|x|e)$/, '') : folded
}

function cut(text: string): string {
  const bytes = Buffer.from(text)
  if (bytes.length <= MAX_OCTETS) return text
  const whole = bytes
    .subarray(0, MAX_OCTETS)
    .toString('utf8')
    .replace(/\ufffd$/, '')
  return whole.slice(0, Math.max(whole.lastIndexOf(' '), 1))
}
