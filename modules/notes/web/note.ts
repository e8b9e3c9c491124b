import type { Client } from '../../../web/sync/client.ts'
import type { LabelColour } from '../../../web/ui/index.ts'
import type { Note } from '../types.ts'
import type { NoteRef } from './address.ts'

export const TYPE = 'Note'

/** A note and whose it is. */
export interface Shown {
  readonly ref: NoteRef
  readonly note: Note
  /** Who shares it; null for one's own. */
  readonly owner: string | null
}

export type NoteRights = Readonly<Record<'mayRead' | 'mayWrite' | 'mayShare', boolean>>

/** One's own notes know no limits, and one that waits to be made has no rights of the server's yet. */
export const rightsOf = ({ ref, note }: Shown): NoteRights => {
  const all = { mayRead: true, mayWrite: true, mayShare: true }
  return ref.accountId === null ? all : { ...all, ...note.myRights }
}

export const colourOf = ({ colour }: Note): LabelColour | null => (colour === 'none' ? null : colour)

/** Those made here that nobody has written in yet. */
const blank = new Set<string>()

export function createNote(client: Client, wish: Partial<Pick<Note, 'labels' | 'isPinned'>> = {}): NoteRef {
  const { id } = client.create(TYPE, { title: '', body: '', ...wish })
  blank.add(id)
  return { accountId: null, id }
}

/** A note that was begun and left without a word leaves no trace. */
export function dropBlank(client: Client, id: string): void {
  const made = [...blank].find(one => client.resolve(one) === client.resolve(id))
  if (made === undefined) return
  blank.delete(made)
  const note = client.read(TYPE, id)
  if (note && note['title'] === '' && note['body'] === '') client.destroy(TYPE, client.resolve(id))
}
