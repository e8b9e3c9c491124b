import { type DragEvent, useCallback, useRef } from 'react'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { List, type RowSwipes, type Selection, type Verb } from '../../../../web/ui/index.ts'
import { mailboxOf, type Place, type View } from '../place/place.ts'
import { type Scheduled, useScheduled } from '../scheduled/use-scheduled.ts'
import type { Found } from '../search/use-found.ts'
import type { Office, Offices } from '../share/office.ts'
import { mailTexts } from '../texts.ts'
import { draggedIndex, makeDraggable, writeDragged } from './drag.ts'
import { EmptyPlace } from './empty-place.tsx'
import styles from './list.module.css'
import type { ThreadRow } from './thread.ts'
import { threadFace } from './thread-face.tsx'
import { useFocusHome } from './use-focus-home.ts'
import { useKeptPlace } from './use-kept-place.ts'
import type { ThreadSource } from './use-threads.ts'
import { useToday } from './use-today.ts'

type Props = {
  place: Place
  view: View
  /** Whose places the side shows. */
  home: Office
  /** Of all accounts in which the place is. */
  offices: Offices
  source: ThreadSource
  openId: string | null
  onOpen: (id: string, index: number) => void
  onMove: (id: string, index: number) => void
  onAwait: () => void
  selection: Selection
  onSelect: (selection: Selection) => void
  actionsOf: (row: ThreadRow) => readonly Verb[]
  swipesOf: (row: ThreadRow) => RowSwipes
  found: Found
}

/** What lies there was written here: to whom says more than by whom. */
const OWN_WORDS: ReadonlySet<string> = new Set(['sent', 'drafts', 'scheduled', 'templates'])
const NONE: Scheduled = new Map()

/** The conversations of a place, and what is dragged out of it. */
export function ThreadList(props: Props) {
  const { place, view, home, offices, source, selection, found } = props
  const t = useT(mailTexts)
  const language = useLanguage()
  const now = useToday()
  const rows = useRef<HTMLDivElement>(null)
  useKeptPlace(rows, source)
  useFocusHome(rows, props.openId)
  const role = mailboxOf(place)?.role
  const scheduled = useScheduled(home.accountId)
  const labelShown = place.kind === 'label' ? place.label.keyword : null
  const face = useCallback(
    (row: ThreadRow) =>
      threadFace(row, {
        t,
        language,
        now,
        office: offices.get(row.accountId) ?? home,
        isOfSeveral: offices.size > 1,
        labelShown,
        shows: role && OWN_WORDS.has(role) ? 'recipients' : 'senders',
        scheduled: role === 'scheduled' ? scheduled : NONE,
        isTrash: role === 'trash',
        found,
      }),
    [t, language, now, offices, home, labelShown, role, scheduled, found],
  )
  const drag = (event: DragEvent): void => {
    const id = source.idAt(draggedIndex(event) ?? -1)
    if (id === null) return
    const rowIds = selection.chosen.has(id) ? [...selection.chosen] : [id]
    writeDragged(event, { rowIds }, t('detail.chosen', { count: rowIds.length }))
  }
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: only lets the mouse take rows out of the list; keys have « m » and « l »
    <div ref={rows} className={styles.rows} onPointerDown={makeDraggable} onDragStart={drag}>
      <List
        label={t('list.label')}
        source={source}
        face={face}
        openId={props.openId}
        onOpen={props.onOpen}
        onMove={props.onMove}
        onAwait={props.onAwait}
        selection={selection}
        onSelect={props.onSelect}
        actions={props.actionsOf}
        swipes={props.swipesOf}
        empty={<EmptyPlace place={place} view={view} />}
      />
    </div>
  )
}
