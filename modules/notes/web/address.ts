import { routeTo } from '../../../web/face/route.ts'

export const NOTES_PATH = '/notes'

/** Which notes are listed. */
export type Place =
  | { readonly kind: 'all' | 'pinned' | 'shared' }
  | { readonly kind: 'label'; readonly label: string }

/** Names one note, in one's own account or in a colleague's. */
export interface NoteRef {
  /** Null for one's own. */
  readonly accountId: string | null
  readonly id: string
}

export interface NotesAddress {
  readonly place: Place
  readonly note: NoteRef | null
}

export const ALL: Place = { kind: 'all' }

const LABEL = 'label'

/** /notes · /notes/n42 · /notes/pinned/n42 · /notes/shared/a3:n42 · /notes/label/halle/n42 */
export function readNotesAddress(path: string): NotesAddress {
  const [first, ...rest] = path.split('/').slice(2).filter(Boolean).map(decode)
  if (first === 'pinned' || first === 'shared') return { place: { kind: first }, note: readRef(rest[0]) }
  if (first === LABEL && rest[0] !== undefined)
    return { place: { kind: 'label', label: rest[0] }, note: readRef(rest[1]) }
  return { place: ALL, note: readRef(first) }
}

export const writeNotesAddress = (place: Place, note: NoteRef | null = null, text = ''): string => {
  const parts = place.kind === 'all' ? [] : place.kind === 'label' ? [LABEL, place.label] : [place.kind]
  const query = text === '' ? '' : `?${new URLSearchParams({ q: text })}`
  return routeTo(NOTES_PATH, ...parts, note && keyOf(note)) + query
}

/** For somebody else, to whom one's own account is another one. */
export const linkTo = (accountId: string, id: string): string =>
  location.origin + writeNotesAddress({ kind: 'shared' }, { accountId, id })

/** The same for one place, so that it can be compared. */
export const placeId = (place: Place): string =>
  place.kind === 'label' ? `${LABEL}:${place.label}` : place.kind

/** Names a note in a list that mixes accounts. */
export const keyOf = ({ accountId, id }: NoteRef): string => (accountId === null ? id : `${accountId}:${id}`)

export function readRef(key: string | undefined): NoteRef | null {
  if (key === undefined) return null
  const colon = key.indexOf(':')
  return colon < 0
    ? { accountId: null, id: key }
    : { accountId: key.slice(0, colon), id: key.slice(colon + 1) }
}

/** An address typed by hand may hold a `%` that is none. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
