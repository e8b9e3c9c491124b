import { IconPencil, IconSearch, IconTrash } from '@tabler/icons-react'
import { useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { stroke, type VerbGroup } from '../../../../web/ui/index.ts'
import type { SavedSearch } from '../../types.ts'
import { SEARCH, writeMailAddress } from '../address.ts'
import type { Place } from '../place/place.ts'
import { NameDialog } from '../side/name-dialog.tsx'
import { PlaceLine } from '../side/place-line.tsx'
import styles from '../side/side.module.css'
import { savedTexts } from './texts.ts'
import { isNamed, SAVED, useDrop, useSaved } from './use-saved.ts'

type Props = {
  /** Null in one's own account. */
  accountId: string | null
  place: Place | null
}

/** The searches that one keeps, each a place like another. */
export function SavedLines({ accountId, place }: Props) {
  const t = useT(savedTexts)
  const client = useClient()
  const searches = useSaved(accountId)
  const drop = useDrop()
  const [renamed, rename] = useState<SavedSearch | null>(null)
  const verbsFor = (search: SavedSearch): readonly VerbGroup[] => [
    {
      verbs: [
        { id: 'rename', label: t('rename'), icon: IconPencil, onRun: () => rename(search) },
        { id: 'delete', label: t('delete'), icon: IconTrash, onRun: () => drop(search) },
      ],
    },
  ]
  if (searches.length === 0) return null
  return (
    <section>
      <div className={styles.heading}>
        <h2>{t('searches')}</h2>
      </div>
      <ul>
        {searches.map(search => (
          <li key={search.id}>
            <PlaceLine
              name={search.name}
              href={writeMailAddress({ accountId, place: SEARCH }, search.question)}
              mark={<IconSearch size={19} stroke={stroke} aria-hidden="true" />}
              current={place?.kind === 'search' && place.question === search.question}
              verbs={verbsFor(search)}
            />
          </li>
        ))}
      </ul>
      {renamed && (
        <NameDialog
          title={t('rename.title')}
          action={t('rename')}
          field={t('name')}
          most={100}
          name={renamed.name}
          faultOf={name =>
            isNamed(
              searches.filter(({ id }) => id !== renamed.id),
              name,
            )
              ? t('taken')
              : null
          }
          onName={name => {
            client.update(SAVED, renamed.id, { name })
            rename(null)
          }}
          onClose={() => rename(null)}
        />
      )}
    </section>
  )
}
