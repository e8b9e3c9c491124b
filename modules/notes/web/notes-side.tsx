import { IconNotes, IconPinned, IconTag, IconUsers } from '@tabler/icons-react'
import { useNavigateTo } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { type PlaceGroup, Side } from '../../../web/ui/index.ts'
import { ALL, type Place, placeId, writeNotesAddress } from './address.ts'
import { notesTexts } from './texts.ts'
import { useLabels } from './use-labels.ts'

const PINNED: Place = { kind: 'pinned' }
const SHARED: Place = { kind: 'shared' }

export function NotesSide({ place }: { place: Place }) {
  const t = useT(notesTexts)
  const navigate = useNavigateTo()
  const labels = useLabels()
  const places: PlaceGroup = {
    places: [
      { id: 'all', label: t('place.all'), href: writeNotesAddress(ALL), icon: IconNotes },
      { id: 'pinned', label: t('place.pinned'), href: writeNotesAddress(PINNED), icon: IconPinned },
      { id: 'shared', label: t('place.shared'), href: writeNotesAddress(SHARED), icon: IconUsers },
    ],
  }
  const labelled: PlaceGroup = {
    label: t('labels'),
    places: labels.map(label => {
      const of: Place = { kind: 'label', label }
      return { id: placeId(of), label, href: writeNotesAddress(of), icon: IconTag }
    }),
  }
  return (
    <Side
      label={t('notes')}
      groups={labels.length > 0 ? [places, labelled] : [places]}
      current={placeId(place)}
      onGo={navigate}
    />
  )
}
