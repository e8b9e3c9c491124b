import { sanitizeMailHtml } from '../../../wire/mime/html.ts'
import { htmlToText } from '../../../wire/mime/html-text.ts'
import { escapeHtml } from '../../../wire/mime/text-html.ts'
import type { Undersigning } from '../../../wire/mime/undersign.ts'
import { SIGNATURE_WORDS } from '../types.ts'

/** What a signature says of whoever writes, from the directory. */
export interface Signer {
  readonly name: string
  readonly title: string | null
  readonly service: string | null
  readonly email: string
  readonly organisation: string
}

/** A signature with what the directory knows in the place of `{name}` and its like, harmless whatever that is. */
export function fillSignature(html: string, signer: Signer): Undersigning {
  const filled = html
    .replace(PARAGRAPH, (_, opening: string, inside: string) => opening + knownLines(inside, signer))
    .replace(EMPTIED, '')
    .replace(PLACEHOLDER, (_, word: Word) => escapeHtml(signer[word] ?? ''))
  const { html: clean } = sanitizeMailHtml(filled, { cid: () => null, remoteImage: url => url })
  return { text: htmlToText(clean).trim(), html: `<div>${clean}</div>` }
}

type Word = (typeof SIGNATURE_WORDS)[number]

const PLACEHOLDER = new RegExp(`\\{(${SIGNATURE_WORDS.join('|')})\\}`, 'g')
/** The editor nests none in another. */
const PARAGRAPH = /(<p\b[^<>]*>)((?:(?!<\/?p\b)[\s\S])*)(?=<\/p>)/g
const BREAK = /<br\s?\/?>/
/** A paragraph of which nothing was known. */
const GONE = '\0'
const EMPTIED = new RegExp(`<p\\b[^<>]*>${GONE}</p>`, 'g')

/** The lines of a paragraph, without those that would say nothing. */
function knownLines(inside: string, signer: Signer): string {
  const lines = inside.split(BREAK)
  const known = lines.filter(line => !saysNothing(line, signer))
  return known.length === 0 ? GONE : known.map(line => withoutUnknown(line, signer)).join('<br>')
}

function saysNothing(line: string, signer: Signer): boolean {
  if (!line.match(PLACEHOLDER)) return false
  const words = line.replace(PLACEHOLDER, (_, word: Word) => signer[word] ?? '').replace(/<[^<>]*>/g, '')
  return !/[\p{L}\p{N}]/u.test(words)
}

/** « {title} · {service} » without a title is the service alone. */
const withoutUnknown = (line: string, signer: Signer): string =>
  SIGNATURE_WORDS.filter(word => !signer[word]).reduce(
    (left, word) =>
      left
        .replace(new RegExp(`\\{${word}\\}${SEPARATOR}`), '')
        .replace(new RegExp(`${SEPARATOR}\\{${word}\\}`), ''),
    line,
  )

const SEPARATOR = '\\s{0,3}[·|,;–—-]\\s{0,3}'
