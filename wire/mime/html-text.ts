import { Parser } from 'htmlparser2'
import { cutDeepHtml } from './html-depth.ts'

const DEFAULT_MAX = 256 * 1024

/** The words of an HTML text, with line breaks where the eye sees them; what is hidden stays out. */
export function htmlToText(html: string, { maxLength = DEFAULT_MAX } = {}): string {
  const writer = new TextWriter(maxLength)
  const parser = new Parser(
    {
      onopentag: (name, attributes) => writer.open(name, attributes),
      ontext: text => writer.text(text),
      onclosetag: name => writer.close(name),
    },
    { decodeEntities: true },
  )
  const shallow = cutDeepHtml(html)
  // In slices, so that a full text ends the reading of a huge one.
  for (let at = 0; at < shallow.length && !writer.isFull(); at += SLICE)
    parser.write(shallow.slice(at, at + SLICE))
  parser.end()
  return writer.result()
}

const SLICE = 16 * 1024

const UNSEEN = new Set([
  'script',
  'style',
  'head',
  'title',
  'template',
  'noscript',
  'object',
  'svg',
  'math',
  'select',
])
const BLOCKS = new Set([
  'address',
  'article',
  'aside',
  'blockquote',
  'center',
  'dd',
  'div',
  'dl',
  'dt',
  'fieldset',
  'figure',
  'footer',
  'form',
  'header',
  'hr',
  'li',
  'main',
  'nav',
  'ol',
  'pre',
  'section',
  'table',
  'tr',
  'ul',
])
const PARAGRAPHS = new Set(['p', 'h1', 'h2', 'h3', 'h4', 'h5', 'h6'])
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
  'track',
  'param',
])
/** How newsletters hide the words that only the list of messages should show. */
const HIDDEN_STYLE =
  /(?:^|[;\s])(?:display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0(?:px)?\s*(?:;|!|$))/i

class TextWriter {
  readonly pieces: string[] = []
  readonly maxLength: number
  length = 0
  /** Line ends owed before the next word. */
  owed = 0
  isSpaceOwed = false
  /** Depth inside the element that is not seen. */
  unseen = 0
  quotes = 0
  preformatted = 0

  constructor(maxLength: number) {
    this.maxLength = maxLength
  }

  isFull(): boolean {
    return this.length >= this.maxLength
  }

  open(name: string, attributes: Record<string, string>): void {
    if (VOID.has(name)) this.openVoid(name, attributes)
    else if (this.isUnseen(name, attributes)) this.unseen++
    else this.openSeen(name)
  }

  isUnseen(name: string, attributes: Record<string, string>): boolean {
    if (this.unseen > 0 || UNSEEN.has(name) || 'hidden' in attributes) return true
    return HIDDEN_STYLE.test(attributes['style'] ?? '')
  }

  openSeen(name: string): void {
    this.breakFor(name)
    if (name === 'blockquote') this.quotes++
    if (name === 'pre') this.preformatted++
    if (name === 'li') this.put('• ')
  }

  openVoid(name: string, attributes: Record<string, string>): void {
    if (this.unseen > 0) return
    if (name === 'br') this.owed = Math.min(this.owed + 1, 2)
    else if (name === 'hr') this.owe(1)
    else if (name === 'img') this.text(` ${attributes['alt'] ?? ''} `)
  }

  close(name: string): void {
    if (VOID.has(name)) return
    if (this.unseen > 0) {
      this.unseen--
      return
    }
    if (name === 'pre') this.preformatted = Math.max(0, this.preformatted - 1)
    this.breakFor(name)
    if (name === 'blockquote') this.quotes = Math.max(0, this.quotes - 1)
    if (name === 'td' || name === 'th') this.isSpaceOwed = true
  }

  breakFor(name: string): void {
    if (PARAGRAPHS.has(name)) this.owe(2)
    else if (BLOCKS.has(name)) this.owe(1)
  }

  owe(lines: number): void {
    this.owed = Math.max(this.owed, lines)
  }

  text(text: string): void {
    if (this.unseen > 0 || this.isFull()) return
    if (this.preformatted > 0) this.putLines(text)
    else this.putWords(text)
  }

  putWords(text: string): void {
    const words = text.replace(INVISIBLE, '').replace(/[\s\u00a0]+/g, ' ')
    if (words.startsWith(' ')) this.isSpaceOwed = true
    const trimmed = words.trim()
    if (trimmed === '') return
    this.put(trimmed)
    this.isSpaceOwed = words.endsWith(' ')
  }

  putLines(text: string): void {
    for (const [i, line] of text.split('\n').entries()) {
      if (i > 0) this.owed = Math.min(this.owed + 1, 2)
      if (line !== '') this.put(line.replace(INVISIBLE, ''))
    }
  }

  put(text: string): void {
    if (this.length > 0 && this.owed > 0) this.add('\n'.repeat(this.owed))
    else if (this.length > 0 && this.isSpaceOwed) this.add(' ')
    if (this.quotes > 0 && (this.owed > 0 || this.length === 0))
      this.add('> '.repeat(Math.min(this.quotes, 10)))
    this.owed = 0
    this.isSpaceOwed = false
    this.add(text)
  }

  add(text: string): void {
    this.pieces.push(text)
    this.length += text.length
  }

  result(): string {
    return this.pieces.join('').slice(0, this.maxLength).toWellFormed()
  }
}

/** Zero-width characters, soft hyphens and the fillers by which a preheader pushes the rest away. */
export const INVISIBLE =
  /\u034f|[\u00ad\u061c\u115f\u1160\u17b4\u17b5\u180e\u200b\u200c\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff]/g
