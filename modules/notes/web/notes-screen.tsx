import { IconPencilPlus } from '@tabler/icons-react'
import { useCallback, useDeferredValue, useEffect, useRef } from 'react'
import { Boundary, Frame, useAccountId, useAddress, useClient, useNavigateTo } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { Panes, usePhone, useShortcuts } from '../../../web/ui/index.ts'
import { NOTES } from '../types.ts'
import {
  ALL,
  keyOf,
  type NoteRef,
  type Place,
  placeId,
  readNotesAddress,
  writeNotesAddress,
} from './address.ts'
import { NotePane } from './editor/note-pane.tsx'
import { createNote, dropBlank } from './note.ts'
import { NoteList } from './note-list.tsx'
import { NotesSide } from './notes-side.tsx'
import { type NotesT, notesTexts } from './texts.ts'
import { useNotes } from './use-notes.ts'

/** The notes: places at the side, the list of one of them, and the note that is written in. */
export default function NotesScreen() {
  const t = useT(notesTexts)
  const client = useClient()
  const phone = usePhone()
  const navigate = useNavigateTo()
  const { path, query } = useAddress()
  const { place, note } = readNotesAddress(path)
  const text = query.get('q') ?? ''
  const source = useNotes(place, useDeferredValue(text))
  const open = useCallback(
    (ref: NoteRef | null, replace = false) => navigate(writeNotesAddress(place, ref, text), { replace }),
    [navigate, placeId(place), text],
  )
  useTrueId(note, open)
  useOwnAddress(note)
  useTidying(note)

  const start = (): void => {
    const wish = place.kind === 'label' ? { labels: { [place.label]: true as const } } : {}
    const ref = createNote(client, place.kind === 'pinned' ? { isPinned: true } : wish)
    navigate(writeNotesAddress(place.kind === 'shared' ? { kind: 'all' } : place, ref))
  }
  useShortcuts(t('keys.scope'), [{ keys: 'c', label: t('list.new'), onRun: start }])

  const primary = { id: 'new-note', label: t('list.new'), icon: IconPencilPlus, onRun: start }
  const title = titleOf(place, t)
  return (
    <Frame
      title={title}
      side={<NotesSide place={place} />}
      // On a phone it floats, where the tools of an open note are.
      primary={phone && note ? undefined : primary}
    >
      <Panes
        shown={note === null ? 'list' : 'detail'}
        list={
          <NoteList
            key={placeId(place)}
            title={title}
            place={place}
            text={text}
            source={source}
            openKey={note && keyOf({ ...note, id: client.resolve(note.id) })}
            onOpen={open}
            onText={wanted => navigate(writeNotesAddress(place, null, wanted), { replace: true })}
            onNew={start}
          />
        }
        detail={
          <Boundary of={note && keyOf(note)}>
            <NotePane of={note} source={source} onOpen={open} />
          </Boundary>
        }
      />
    </Frame>
  )
}

function titleOf(place: Place, t: NotesT): string {
  return place.kind === 'label' ? place.label : place.kind === 'all' ? t('notes') : t(`place.${place.kind}`)
}

/** Once the server has made the note, the address names it as the server does: it may be sent to somebody. */
function useTrueId(note: NoteRef | null, open: (ref: NoteRef, replace: boolean) => void): void {
  const client = useClient()
  const id = note && client.resolve(note.id)
  useEffect(() => {
    if (note && id && id !== note.id) open({ ...note, id }, true)
  })
}

/** A link that one sent to others leads oneself to one's own note. */
function useOwnAddress(note: NoteRef | null): void {
  const own = useAccountId(NOTES)
  const navigate = useNavigateTo()
  useEffect(() => {
    if (note?.accountId === own)
      navigate(writeNotesAddress(ALL, { accountId: null, id: note.id }), { replace: true })
  })
}

/** A note left without a word goes when another is opened. */
function useTidying(note: NoteRef | null): void {
  const client = useClient()
  const last = useRef(note)
  useEffect(() => {
    const before = last.current
    last.current = note
    if (before && client.resolve(before.id) !== (note && client.resolve(note.id)))
      dropBlank(client, before.id)
  })
}
