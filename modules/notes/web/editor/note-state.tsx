import { IconCheck, IconCloudOff, IconExclamationCircle } from '@tabler/icons-react'
import { useSyncState } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { formatWhenLong, stroke, useDelayed } from '../../../../web/ui/index.ts'
import { rightsOf, type Shown } from '../note.ts'
import { notesTexts } from '../texts.ts'
import styles from './note.module.css'
import type { Writing } from './use-writing.ts'

/** Whose it is, with whom it is shared, when it changed, and whether what was just written is safe. */
export function NoteState({ shown, writing }: { shown: Shown; writing: Writing }) {
  const t = useT(notesTexts)
  const language = useLanguage()
  const { note, owner } = shown
  const readers = Object.keys(note.shareWith ?? {}).length
  const when = formatWhenLong(new Date(note.updatedAt), language, new Date())
  const whose =
    owner === null ? null : t(rightsOf(shown).mayWrite ? 'note.from' : 'note.read-only', { name: owner })
  const facts = [
    whose,
    readers > 0 ? t('note.shared', { count: readers }) : null,
    t('note.changed', { when }),
  ]
  return (
    <p className={styles.state}>
      <span>{facts.filter(Boolean).join(' · ')}</span>
      <Saved writing={writing} />
    </p>
  )
}

function Saved({ writing: { saving } }: { writing: Writing }) {
  const t = useT(notesTexts)
  const isOffline = useSyncState().kind === 'offline'
  const isLong = useDelayed(saving === 'saving' && !isOffline)
  const [Glyph, words] =
    saving === 'failed'
      ? [IconExclamationCircle, t('save.failed')]
      : saving === 'saving' && isOffline
        ? [IconCloudOff, t('save.kept')]
        : saving === 'saved'
          ? [IconCheck, t('save.saved')]
          : [null, isLong ? t('save.saving') : '']
  return (
    <span role="status" className={styles.saved} data-saving={saving}>
      {Glyph && <Glyph size={16} stroke={stroke} aria-hidden="true" />}
      {words}
    </span>
  )
}
