import { IconNote, IconPinned, IconUsers } from '@tabler/icons-react'
import type { Language } from '../../../web/i18n/index.ts'
import { dateGroup, formatWhen, type Icon, type RowFace, stroke } from '../../../web/ui/index.ts'
import { keyOf } from './address.ts'
import { firstLine } from './first-line.ts'
import styles from './list.module.css'
import { colourOf, type Shown } from './note.ts'
import type { NotesT } from './texts.ts'

/** How a note looks in a list: title, first words, labels, and its colour at the edge. */
export function noteFace(shown: Shown, t: NotesT, language: Language, now: Date): RowFace {
  const { ref, note, owner } = shown
  const changed = new Date(note.updatedAt)
  const words = firstLine(note.body) || t('list.blank')
  const Glyph = glyphOf(shown)
  return {
    id: keyOf(ref),
    mark: (
      <span className={styles.mark} data-pinned={note.isPinned || undefined}>
        <Glyph size={20} stroke={stroke} aria-hidden="true" />
      </span>
    ),
    title: note.title || t('list.untitled'),
    second: owner === null ? words : `${t('list.from', { name: owner })} · ${words}`,
    when: formatWhen(changed, language, now),
    chips: Object.keys(note.labels)
      .slice(0, 2)
      .map(text => ({ text, colour: 'stone' as const })),
    edge: colourOf(note) ?? undefined,
    group: note.isPinned && owner === null ? t('group.pinned') : t(`group.${dateGroup(changed, now)}`),
  }
}

function glyphOf({ note, owner }: Shown): Icon {
  if (note.isPinned && owner === null) return IconPinned
  const isShared = owner !== null || Object.keys(note.shareWith ?? {}).length > 0
  return isShared ? IconUsers : IconNote
}
