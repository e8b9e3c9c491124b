import { IconNote, IconNotes, IconPencilPlus } from '@tabler/icons-react'
import { lazy } from 'react'
import { searched, useClient, useNavigateTo, type WebModule } from '../../../web/face.ts'
import { currentLanguage, translate, useT } from '../../../web/i18n/index.ts'
import { formatWhen, stroke, type Verb } from '../../../web/ui/index.ts'
import { NOTES, note } from '../types.ts'
import { ALL, NOTES_PATH, writeNotesAddress } from './address.ts'
import { firstLine } from './first-line.ts'
import { createNote } from './note.ts'
import { notesTexts } from './texts.ts'

const t = translate(notesTexts)

/** What notes show on the web. */
export const notesScreens: WebModule = {
  name: 'notes',
  capability: NOTES,
  path: NOTES_PATH,
  label: () => t('notes'),
  icon: IconNotes,
  order: 60,
  goKey: 'n',
  descriptors: [note],
  Screen: lazy(() => import('./notes-screen.tsx')),
  useVerbs,
  search: [
    searched({
      descriptor: note,
      label: () => t('search.hits'),
      hit: ({ id, title, body, updatedAt }) => ({
        title: title || t('list.untitled'),
        detail: firstLine(body),
        when: formatWhen(new Date(updatedAt), currentLanguage(), new Date()),
        mark: <IconNote size={19} stroke={stroke} aria-hidden="true" />,
        href: writeNotesAddress(ALL, { accountId: null, id }),
      }),
      all: text => writeNotesAddress(ALL, null, text),
    }),
  ],
  // A link from elsewhere is to what somebody shared.
  linkTo: (type, id, accountId) =>
    type === 'Note' ? writeNotesAddress({ kind: 'shared' }, { accountId, id }) : null,
}

function useVerbs(): readonly Verb[] {
  const t = useT(notesTexts)
  const client = useClient()
  const navigate = useNavigateTo()
  const onRun = () => navigate(writeNotesAddress(ALL, createNote(client)))
  return [{ id: 'new-note', label: t('list.new'), icon: IconPencilPlus, onRun }]
}
