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
    .replace(PARAGRAPH, paragraph => (isEmptied(paragraph, signer) ? '' : paragraph))
    .replace(PLACEHOLDER, (_, word: Word) => escapeHtml(signer[word] ?? ''))
  const { html: clean } = sanitizeMailHtml(filled, { cid: () => null, remoteImage: url => url })
  return { text: htmlToText(clean).trim(), html: `<div class="bastide-signature">${clean}</div>` }
}

type Word = (typeof SIGNATURE_WORDS)[number]

const PLACEHOLDER = new RegExp(`\\{(${SIGNATURE_WORDS.join('|')})\\}`, 'g')
/** The editor nests none in another. */
const PARAGRAPH = /<p\b[^<>]*>(?:(?!<\/p>)[\s\S])*<\/p>/g

/** Of what says nothing of somebody of whom it is not known, no paragraph is left. */
function isEmptied(paragraph: string, signer: Signer): boolean {
  if (!paragraph.match(PLACEHOLDER)) return false
  const words = paragraph.replace(PLACEHOLDER, (_, word: Word) => signer[word] ?? '').replace(/<[^>]*>/g, '')
  return !/[\p{L}\p{N}]/u.test(words)
}
