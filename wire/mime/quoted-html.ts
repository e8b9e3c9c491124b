import { Parser } from 'htmlparser2'
import { cutDeepHtml } from './html-depth.ts'
import { isIntroduction, isSeparator } from './quoted-text.ts'

export interface SplitHtml {
  fresh: string
  /** The history, from what introduces it to the end; '' where there is none to fold. */
  quoted: string
}

const QUOTE_CLASSES = new Set([
  'gmail_quote',
  'gmail_quote_container',
  'moz-forward-container',
  'yahoo_quoted',
  'protonmail_quote',
  'tutanota_quote',
  'zmail_extra',
])
/** Elements that introduce the quote beside them. */
const PREFIX_MARKS = new Set(['moz-cite-prefix', 'gmail_attr', 'reply-intro'])
/** Where Outlook begins its header: all below is history. */
const HEADER_MARKS = new Set([
  'divRplyFwdMsg',
  'x_divRplyFwdMsg',
  'appendonsend',
  'stopSpelling',
  'OutlookMessageHeader',
  'isForwardContent',
  'mail-editor-reference-message-container',
  'OLK_SRC_BODY_SECTION',
])

export function isQuoteClass(name: string): boolean {
  return QUOTE_CLASSES.has(name) || isQuoteId(name)
}

export function isQuoteId(id: string): boolean {
  return PREFIX_MARKS.has(id) || HEADER_MARKS.has(id)
}

/** Parts an HTML text from the messages that it answers or forwards; both halves stand on their own. */
export function splitQuotedHtml(html: string): SplitHtml {
  const start = new HistoryFinder(cutDeepHtml(html)).find()
  if (start === null) return { fresh: html, quoted: '' }
  const tags = ancestorsOf(start.parent)
  const closing = tags
    .map(({ name }) => `</${name}>`)
    .reverse()
    .join('')
  const opening = tags.map(({ from, to }) => html.slice(from, to)).join('')
  return { fresh: html.slice(0, start.at) + closing, quoted: opening + html.slice(start.at) }
}

/** Where the history begins, outside of the paragraph that introduces it; null where there is none to fold. */
export function findHistory(html: string): number | null {
  const start = new HistoryFinder(cutDeepHtml(html)).find()
  if (start === null) return null
  let { at, parent } = start
  while (parent !== null && parent.to === at && (parent.name === 'p' || INLINE.has(parent.name))) {
    at = parent.from
    parent = parent.parent
  }
  return at
}

/** A tag that is open, with the one around it: a place remembers its ancestors at no cost. */
interface OpenTag {
  name: string
  from: number
  to: number
  depth: number
  parent: OpenTag | null
}

interface Place {
  at: number
  parent: OpenTag | null
}

function ancestorsOf(tag: OpenTag | null): OpenTag[] {
  const tags: OpenTag[] = []
  for (let at = tag; at !== null; at = at.parent) tags.push(at)
  return tags.reverse()
}

type Mark = 'none' | 'prefix' | 'quote' | 'header'

/** How many words below a quote are still no answer. */
const MAX_AFTERWORDS = 3
const MAX_LINE = 600

class HistoryFinder {
  readonly html: string
  innermost: OpenTag | null = null
  start: Place | null = null
  /** The words since the last break, and where they begin. */
  line = ''
  lineStart: Place | null = null
  /** What introduces the quote that should come next. */
  introduction: Place | null = null
  isMarkedIntroduction = false
  /** Depth of the quote's own element; null where history runs to the end. */
  quoteDepth: number | null = null
  isQuoteOver = false
  afterwords = 0

  constructor(html: string) {
    this.html = html
  }

  find(): Place | null {
    const parser: Parser = new Parser({
      onopentag: (name, attributes) => this.enter(name, attributes, parser.startIndex, parser.endIndex + 1),
      ontext: text => this.read(text, parser.startIndex),
      onclosetag: name => this.leave(name),
    })
    parser.end(this.html)
    // An answer below or between the quotes: folding would hide it.
    return this.afterwords > MAX_AFTERWORDS ? null : this.start
  }

  enter(name: string, attributes: Record<string, string>, from: number, to: number): void {
    if (this.start === null) this.look(name, attributes, from)
    if (VOID.has(name)) return
    const depth = (this.innermost?.depth ?? 0) + 1
    this.innermost = { name, from, to, depth, parent: this.innermost }
  }

  look(name: string, attributes: Record<string, string>, from: number): void {
    if (!INLINE.has(name)) this.endLine()
    if (this.start !== null) return
    const here = { at: from, parent: this.innermost }
    const mark = markOf(name, attributes)
    if (mark === 'prefix') {
      this.introduction = here
      this.isMarkedIntroduction = true
    } else if (mark === 'header') this.start = here
    else if (mark === 'quote' || (name === 'blockquote' && this.introduction !== null)) {
      this.start = this.introduction ?? here
      this.quoteDepth = this.innermost?.depth ?? 0
    }
  }

  read(text: string, at: number): void {
    if (this.isQuoteOver) this.afterwords += countWords(text)
    if (this.start !== null) return
    if (this.lineStart === null && text.trim() !== '') this.lineStart = { at, parent: this.innermost }
    if (this.line.length < MAX_LINE) this.line += text
  }

  endLine(): void {
    const line = this.line.replace(/\s+/g, ' ').trim()
    if (line !== '') {
      if (isSeparator(line)) this.start = this.lineStart
      else if (isIntroduction(line)) this.introduction ??= this.lineStart
      else if (!this.isMarkedIntroduction) this.introduction = null
    }
    this.line = ''
    this.lineStart = null
  }

  leave(name: string): void {
    if (VOID.has(name)) return
    if (this.start === null && !INLINE.has(name)) this.endLine()
    this.innermost = this.innermost?.parent ?? null
    const depth = this.innermost?.depth ?? 0
    if (this.quoteDepth !== null && depth <= this.quoteDepth) this.isQuoteOver = true
  }
}

const VOID = new Set([
  'br',
  'img',
  'hr',
  'input',
  'meta',
  'link',
  'area',
  'base',
  'col',
  'embed',
  'source',
  'wbr',
])
const INLINE = new Set(['a', 'b', 'i', 'u', 'em', 'strong', 'span', 'font', 'small', 'wbr'])

function markOf(name: string, attributes: Record<string, string>): Mark {
  const marks = [attributes['id'] ?? '', ...(attributes['class'] ?? '').split(/\s+/)]
  if (marks.some(mark => HEADER_MARKS.has(mark)) || isOutlookRule(name, attributes['style'])) return 'header'
  if (marks.some(mark => PREFIX_MARKS.has(mark))) return 'prefix'
  if (marks.some(mark => QUOTE_CLASSES.has(mark))) return 'quote'
  return name === 'blockquote' && attributes['type']?.toLowerCase() === 'cite' ? 'quote' : 'none'
}

/** Outlook on the desktop draws a line above its header, in one of two greys. */
function isOutlookRule(name: string, style = ''): boolean {
  return name === 'div' && /^\s*border:\s*none;\s*border-top:\s*solid (?:#E1E1E1|#B5C4DF)/i.test(style)
}

function countWords(text: string): number {
  return text.match(/[\p{L}\p{N}]+/gu)?.length ?? 0
}
