import { isMultipart, type Part } from './part.ts'

export interface BodyParts {
  /** What to show to a reader of plain text, in order; media among it. */
  textBody: Part[]
  htmlBody: Part[]
  attachments: Part[]
}

/** RFC 8621 §4.1.4: the algorithm that it suggests. */
export function bodyParts(structure: Part): BodyParts {
  const lists: BodyParts = { textBody: [], htmlBody: [], attachments: [] }
  collect([structure], 'mixed', false, lists.htmlBody, lists.textBody, lists.attachments)
  return lists
}

/** Inside an alternative one of the two lists may be closed: null. */
type OpenList = Part[] | null

function collect(
  parts: readonly Part[],
  multipartType: string,
  isInAlternative: boolean,
  html: OpenList,
  text: OpenList,
  attachments: Part[],
): void {
  const textLength = text?.length ?? -1
  const htmlLength = html?.length ?? -1
  // Both lists close for a text once an alternative has shown which of them it is for.
  let openHtml = html
  let openText = text
  for (const [i, part] of parts.entries()) {
    if (isMultipart(part)) {
      const subtype = part.type.slice('multipart/'.length)
      collect(
        part.parts ?? [],
        subtype,
        isInAlternative || subtype === 'alternative',
        openHtml,
        openText,
        attachments,
      )
    } else if (!isInline(part, i, multipartType)) attachments.push(part)
    else if (multipartType === 'alternative') chooseAlternative(part, html, text, attachments)
    else {
      if (isInAlternative) {
        if (part.type === 'text/plain') openHtml = null
        if (part.type === 'text/html') openText = null
      }
      openText?.push(part)
      openHtml?.push(part)
      if ((openText === null || openHtml === null) && isMedia(part)) attachments.push(part)
    }
  }
  if (multipartType === 'alternative' && text !== null && html !== null)
    shareAlternative(text, html, textLength, htmlLength)
}

function chooseAlternative(part: Part, html: OpenList, text: OpenList, attachments: Part[]): void {
  if (part.type === 'text/plain') text?.push(part)
  else if (part.type === 'text/html') html?.push(part)
  else attachments.push(part)
}

/** An alternative that has only one of the two stands in both lists. */
function shareAlternative(text: Part[], html: Part[], textLength: number, htmlLength: number): void {
  if (textLength === text.length && htmlLength !== html.length) text.push(...html.slice(htmlLength))
  else if (htmlLength === html.length && textLength !== text.length) html.push(...text.slice(textLength))
}

function isInline(part: Part, index: number, multipartType: string): boolean {
  if (part.disposition === 'attachment') return false
  const isText = part.type === 'text/plain' || part.type === 'text/html'
  if (!isText && !isMedia(part)) return false
  return index === 0 || (multipartType !== 'related' && (isMedia(part) || part.filename === undefined))
}

function isMedia(part: Part): boolean {
  return /^(?:image|audio|video)\//.test(part.type)
}

/** Parts that programs read, not people. */
const SIGNATURES = new Set([
  'application/pgp-signature',
  'application/pkcs7-signature',
  'application/x-pkcs7-signature',
])

/** RFC 8621 §4.1.4: whether the message has something to download. */
export function hasAttachment({ attachments }: BodyParts): boolean {
  return attachments.some(
    part => part.disposition !== 'inline' && !SIGNATURES.has(part.type) && !isShownByHtml(part),
  )
}

/** What one would keep as files: neither pictures that the HTML shows, nor the invitation that came without a name. */
export const attachedFiles = (message: Part): Part[] =>
  bodyParts(message).attachments.filter(
    ({ id, disposition, type, filename }) =>
      (id === undefined || disposition === 'attachment' || !type.startsWith('image/')) &&
      (type !== 'text/calendar' || filename !== undefined),
  )

// Many mailers say no disposition for the images that their HTML shows.
function isShownByHtml(part: Part): boolean {
  return part.disposition === undefined && part.id !== undefined && part.type.startsWith('image/')
}
