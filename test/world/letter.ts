import type { Attachment } from './files/attachment.ts'
import type { Method } from './files/event.ts'
import type { Manner } from './mime/charset.ts'

export type Correspondent = { name: string; address: string }

/** What kind of post a letter is; it decides where its readers file it. */
export type Post = 'mail' | 'list' | 'newsletter' | 'notice' | 'invitation' | 'junk' | 'draft' | 'receipt'

/** One message of the year, said once: its sender's copy and all its readers' copies are the same bytes. */
export type Letter = {
  id: string
  conversation: string
  references: readonly string[]
  post: Post
  from: Correspondent
  sender: string | null
  to: readonly Correspondent[]
  cc: readonly Correspondent[]
  readers: readonly string[]
  at: Date
  subject: string
  text: string
  html: string | null
  manner: Manner
  files: readonly Attachment[]
  inline: readonly Attachment[]
  calendar: { method: Method; text: string } | null
  report: { type: string; text: string; fields: string } | null
  headers: readonly (readonly [string, string])[]
  forwards: string | null
  folder: string | null
  label: string | null
  place: Place | null
}

/** Where a letter of the drawn inbox stands for one person, instead of what the filing rules would say. */
export type Place = { person: string; mailbox: 'inbox'; keywords: readonly string[] }

type Needed = 'id' | 'from' | 'to' | 'at' | 'subject' | 'text' | 'manner'

export function letter(given: Pick<Letter, Needed> & Partial<Letter>): Letter {
  return {
    conversation: given.id,
    references: [],
    post: 'mail',
    sender: null,
    cc: [],
    readers: [],
    html: null,
    files: [],
    inline: [],
    calendar: null,
    report: null,
    headers: [],
    forwards: null,
    folder: null,
    label: null,
    place: null,
    ...given,
  }
}
