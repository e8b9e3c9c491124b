import type { Person } from '../../../../web/ui/field/addresses.ts'
import type { EmailBodyPart } from '../../types.ts'

/** A file that goes with a letter. */
export interface Enclosure {
  readonly id: string
  readonly name: string
  readonly type: string
  readonly size: number
  /** Null until the server has it. */
  readonly blobId: string | null
  /** From 0 to 1 while it is on its way. */
  readonly sent?: number | undefined
  readonly error?: string | undefined
  /** A picture in the text: its Content-ID, and the address at which the editor shows it. */
  readonly shown?: { readonly cid: string; readonly url: string } | undefined
}

/** A letter being written. */
export interface Letter {
  readonly accountId: string
  readonly identityId: string | null
  readonly to: readonly Person[]
  readonly cc: readonly Person[]
  readonly bcc: readonly Person[]
  readonly subject: string
  /** What is written, the signature among it. */
  readonly html: string
  /** What is answered or forwarded, below; '' when it was taken away. */
  readonly quoted: string
  readonly enclosures: readonly Enclosure[]
  readonly inReplyTo: readonly string[] | null
  readonly references: readonly string[] | null
  /** The conversation that it belongs to, so that lists show it there at once. */
  readonly threadId: string | null
  /** The record that holds it so far. */
  readonly draftId: string | null
  /** What it answers or forwards, to be marked so once it is sent. */
  readonly source: { readonly emailId: string; readonly keyword: '$answered' | '$forwarded' } | null
}

/** One in which nothing stands. */
export const blankLetter = (accountId: string, identityId: string | null): Letter => ({
  accountId,
  identityId,
  to: [],
  cc: [],
  bcc: [],
  subject: '',
  html: '<p></p>',
  quoted: '',
  enclosures: [],
  inReplyTo: null,
  references: null,
  threadId: null,
  draftId: null,
  source: null,
})

export const everyone = ({ to, cc, bcc }: Letter): readonly Person[] => [...to, ...cc, ...bcc]

/** Files that one sees as such. */
export const filesOf = (letter: Letter): readonly Enclosure[] =>
  letter.enclosures.filter(({ shown }) => shown === undefined)

/** Pictures that still stand in the text, and files. */
export const keptEnclosures = ({ enclosures, html, quoted }: Letter): readonly Enclosure[] =>
  enclosures.filter(({ shown }) => !shown || holds(html, shown.url) || holds(quoted, shown.url))

const holds = (html: string, url: string): boolean => html.includes(url) || html.includes(inAttribute(url))

/** As an address stands in an attribute. */
export const inAttribute = (url: string): string => url.replaceAll('&', '&amp;')

/** A part of a message on the server, that goes along without being sent again. */
export const enclosed = ({ blobId, name, type, size }: EmailBodyPart): Enclosure[] =>
  blobId === null ? [] : [{ id: blobId, name: name ?? 'file', type, size: size ?? 0, blobId }]
