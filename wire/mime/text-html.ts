/** Plain text as HTML: links that work, quotes by their depth, blanks and line ends where they were, each line from its side. */
export function textToHtml(text: string): string {
  const out: string[] = []
  let depth = 0
  let isFirst = true
  for (const line of text.split('\n', MAX_LINES)) {
    const { level, rest } = readQuote(line)
    if (level !== depth) {
      out.push(level > depth ? OPEN.repeat(level - depth) : CLOSE.repeat(depth - level))
      depth = level
    } else if (!isFirst) out.push('<br>\n')
    out.push(keepBlanks(linkify(rest)))
    isFirst = false
  }
  out.push(CLOSE.repeat(depth))
  return `<div ${SIDES}>${out.join('')}</div>`
}

/** Whether a text has more lines than are written of it. */
export const hasMoreLines = (text: string): boolean => text.split('\n', MAX_LINES + 1).length > MAX_LINES

/** Beyond what anybody reads; each takes a moment of its own. */
const MAX_LINES = 100_000
/** Hebrew and Arabic begin at the right, line by line. */
const SIDES = 'style="unicode-bidi:plaintext"'
const OPEN = `<blockquote type="cite" ${SIDES}>`
const CLOSE = '</blockquote>'
const MAX_LEVEL = 20

// RFC 3676 §4.5
function readQuote(line: string): { level: number; rest: string } {
  const marks = /^(?:> ?)*/.exec(line.slice(0, MAX_LEVEL * 2))![0]
  if (/^>?From /.test(line)) return { level: 0, rest: line.replace(/^>/, '') }
  return { level: marks.split('>').length - 1, rest: line.slice(marks.length) }
}

// The parts before an @ are bounded, or a long word would be read again from each of its letters.
const LINK =
  /\bhttps?:\/\/[^\s<>"\u00a0]+|\bwww\.[^\s<>"\u00a0]+|(?:\bmailto:)?(?<![\w.+-])[\w.+-]{1,64}@[\w-]{1,63}(?:\.[\w-]{1,63}){1,10}/giu
/** What a sentence puts after an address. */
const PUNCTUATION = /[.,;:!?'»”’]+$/u

function linkify(line: string): string {
  const out: string[] = []
  let at = 0
  for (const match of line.matchAll(LINK)) {
    const url = trimUrl(match[0])
    out.push(escapeHtml(line.slice(at, match.index)), anchor(url))
    at = match.index + url.length
  }
  out.push(escapeHtml(line.slice(at)))
  return out.join('')
}

function trimUrl(url: string): string {
  const bare = url.slice(0, MAX_URL).replace(PUNCTUATION, '')
  return bare.endsWith(')') && !bare.includes('(') ? bare.slice(0, -1) : bare
}

const MAX_URL = 4000

function anchor(text: string): string {
  return `<a href="${escapeHtml(target(text))}" target="_blank" rel="noopener noreferrer">${escapeHtml(text)}</a>`
}

function target(text: string): string {
  if (/^(?:https?:|mailto:)/i.test(text)) return text
  return /^www\./i.test(text) ? `https://${text}` : `mailto:${text}`
}

function keepBlanks(html: string): string {
  return html.replace(
    /^ +| {2,}/g,
    blanks => '&nbsp;'.repeat(blanks.length - 1) + (blanks.length > 0 ? ' ' : ''),
  )
}

export function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, character => ESCAPES[character]!)
}

const ESCAPES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}
