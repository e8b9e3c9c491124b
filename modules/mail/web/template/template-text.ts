import type { Person } from '../../../../web/ui/field/addresses.ts'
import { escapeHtml } from '../../../../wire/mime/text-html.ts'

const FIRST_NAME = /\{(?:prénom|first name)\}/giu

/** The text of a template as it is put into a letter: it greets the first of those to whom it goes. */
export function greeting(html: string, to: readonly Person[]): string {
  const [first] = (to[0]?.name ?? '').trim().split(/\s+/)
  return first ? html.replace(FIRST_NAME, () => escapeHtml(first)) : html
}

/**
 * What was written without the signature below it, which every letter has anyway, and without pictures, which belong to
 * the letter.
 */
export function withoutSignature(html: string, signature: string): string {
  const written = parse(html)
  const blocks = [...written.children].filter(block => !isEmpty(block))
  const signed = [...parse(signature).children].filter(block => !isEmpty(block))
  const tail = signed.length > 0 ? blocks.slice(-signed.length) : []
  const isSigned =
    tail.length > 0 &&
    tail.length === signed.length &&
    tail.every((block, at) => wordsOf(block) === wordsOf(signed[at]!))
  for (const block of isSigned ? tail : []) block.remove()
  for (const picture of written.querySelectorAll('img')) picture.remove()
  while (written.lastElementChild && isEmpty(written.lastElementChild)) written.lastElementChild.remove()
  return written.innerHTML
}

const parse = (html: string): HTMLElement => new DOMParser().parseFromString(html, 'text/html').body
const wordsOf = (block: Element): string => (block.textContent ?? '').replace(/\s+/g, ' ').trim()
const isEmpty = (block: Element): boolean =>
  wordsOf(block) === '' && block.tagName !== 'HR' && block.querySelector('img') === null
