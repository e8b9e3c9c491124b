import { INVISIBLE } from './html-text.ts'
import { splitQuotedText } from './quoted-text.ts'

/** RFC 8621 §4.1.4: "up to 256 characters". */
const MAX_PREVIEW = 256
/** How much of a text is looked at to find them. */
const MAX_SEEN = 16 * 1024

/** The first words that the sender wrote, on one line. */
export function previewOfText(text: string): string {
  const seen = text.slice(0, MAX_SEEN)
  const fresh = cutSignature(splitQuotedText(seen).fresh)
  const own = collapse(fresh.split('\n').filter(isOwnLine).join('\n'))
  return own !== '' ? shorten(own) : shorten(collapse(seen.replace(/^[>\s]+/gm, '')))
}

// RFC 3676 §4.3
function cutSignature(text: string): string {
  const at = text.search(/^-- ?$/m)
  return at > 0 ? text.slice(0, at) : text
}

/** Neither a quote nor a line drawn with signs. */
function isOwnLine(line: string): boolean {
  return !line.startsWith('>') && !/^\s*[-_=*~#]{3,}\s*$/.test(line)
}

function collapse(text: string): string {
  return text
    .replace(INVISIBLE, '')
    .replace(/[-_=*~]{5,}/g, ' ')
    .replace(/<https?:\/\/[^<>\s]*>/g, ' ')
    .replace(/[\s\u00a0\u2800\u3164]+/g, ' ')
    .trim()
}

function shorten(text: string): string {
  if (text.length <= MAX_PREVIEW) return text
  const cut = text.slice(0, MAX_PREVIEW - 1)
  const space = cut.lastIndexOf(' ')
  return `${(space > MAX_PREVIEW - 40 ? cut.slice(0, space) : cut).toWellFormed()}…`
}
