import { useVirtualizer } from '@tanstack/react-virtual'
import { type MouseEvent, type ReactNode, useCallback, useEffect, useId, useRef } from 'react'
import { useT } from '../../i18n/index.ts'
import type { Verb } from '../action/verb.ts'
import { useDelayed } from '../hook/delay.ts'
import { ErrorState } from '../notice/error-state.tsx'
import { uiTexts } from '../texts.ts'
import { rowHeights, useAppearance } from '../theme/appearance.ts'
import type { RowFace, RowSwipes } from './face.ts'
import { headingAt } from './heading.ts'
import styles from './list.module.css'
import { Row } from './row.tsx'
import type { Selection } from './selection.ts'
import { SkeletonRow } from './skeleton-row.tsx'
import { headingHeight, Slot } from './slot.tsx'
import type { Source } from './source.ts'
import { useCached } from './use-cached.ts'
import { useListKeys } from './use-list-keys.ts'
import { useWaitingPress } from './use-waiting-press.ts'

export type ListProps<R extends object> = {
  label: string
  source: Source<R>
  /** Keep its identity from one render to the next, as for the other makers below. */
  face: (row: R) => RowFace
  /** The row shown in the pane beside. */
  openId?: string | null
  onOpen: (id: string, index: number) => void
  /** The cursor came to this row by keyboard; an open pane may follow it. */
  onMove?: (id: string, index: number) => void
  /** The cursor stands where the row is not here yet. */
  onAwait?: () => void
  /** Without it nothing can be chosen. */
  selection?: Selection
  onSelect?: (selection: Selection) => void
  /** Shown on a row under the pointer. Each also needs a way by keyboard: a shortcut or the toolbar. */
  actions?: (row: R) => readonly Verb[]
  swipes?: (row: R) => RowSwipes
  /** Rows of this list never have a third line. */
  twoLines?: boolean
  empty: ReactNode
}

/** Drawn as skeletons while nobody knows how many rows there are. */
const unknownTotal = 12

/**
 * The one list of the suite. Only the rows in sight are in the document, whatever the length; the grid keeps the
 * focus and points at its current row, so that scrolling it away loses nothing.
 */
export function List<R extends object>(props: ListProps<R>) {
  const { source } = props
  if (source.error && !source.total) return <ErrorState onRetry={source.retry}>{source.error}</ErrorState>
  if (source.total === 0) return <div className={styles.empty}>{props.empty}</div>
  return <Rows {...props} />
}

function Rows<R extends object>(props: ListProps<R>) {
  const t = useT(uiTexts)
  const { source, selection, openId = null } = props
  const id = useId()
  const scroller = useRef<HTMLDivElement>(null)
  const face = useCached(props.face)
  const actions = useCached(props.actions ?? noVerbs)
  const swipes = useCached(props.swipes ?? noSwipes)
  const { density } = useAppearance()
  const height = rowHeights[density][props.twoLines ? 'two' : 'three']
  const total = source.total ?? unknownTotal
  const faceAt = (index: number): RowFace | null => faceOf(source, face, index)

  const rows = useVirtualizer({
    count: total,
    getScrollElement: () => scroller.current,
    estimateSize: index => height + (headingAt(faceAt, index) ? headingHeight : 0),
    overscan: 8,
    getItemKey: index => faceAt(index)?.id ?? `loading ${index}`,
  })
  // Heights hang on the density, and on headings that come with their rows.
  useEffect(() => rows.measure(), [rows, height, source])

  const items = rows.getVirtualItems()
  const [first = 0, last = -1] = [items[0]?.index, items.at(-1)?.index]
  const isInSight = (index: number): boolean => index >= first && index <= last
  useEffect(() => {
    if (last >= first) source.need(first, last)
  }, [source, first, last])

  const keys = useListKeys({
    props,
    total,
    faceAt,
    isInSight,
    rowHeight: height,
    scroller,
    scrollTo: rows.scrollToIndex,
  })
  const onClick = useStable((index: number, event: MouseEvent) => keys.onClick(index, event))
  const onChoose = useStable((index: number, event?: MouseEvent) => keys.onChoose(index, event))
  const press = useWaitingPress(keys.onClick)
  const waiting = useDelayed(items.some(item => source.at(item.index) === 'loading'))
  const top = items.find(item => item.end > (rows.scrollOffset ?? 0))?.index ?? 0

  const draw = (index: number): ReactNode => {
    const row = source.at(index)
    if (row === 'loading') {
      return (
        <SkeletonRow
          index={index}
          elementId={`${id}-${index}`}
          shown={waiting}
          current={index === keys.cursor}
          open={index === keys.opening}
          label={t('list.loading')}
          twoLines={props.twoLines ?? false}
        />
      )
    }
    return (
      <Row
        face={face(row)}
        index={index}
        elementId={`${id}-${index}`}
        open={face(row).id === openId}
        current={index === keys.cursor}
        chosen={selection?.chosen.has(face(row).id) ?? false}
        choosing={(selection?.chosen.size ?? 0) > 0}
        actions={actions(row)}
        swipes={swipes(row)}
        onClick={onClick}
        onChoose={selection ? onChoose : undefined}
      />
    )
  }

  return (
    // biome-ignore lint/a11y/useSemanticElements: a virtual list cannot be a table
    <div
      ref={scroller}
      role="grid"
      className={styles.list}
      aria-label={props.label}
      aria-rowcount={source.total ?? -1}
      aria-multiselectable={selection ? true : undefined}
      aria-busy={waiting}
      aria-activedescendant={isInSight(keys.cursor) ? `${id}-${keys.cursor}` : undefined}
      tabIndex={0}
      onKeyDown={keys.onKeyDown}
      {...press}
    >
      <StickyGroup name={faceAt(top)?.group} />
      {/* biome-ignore lint/a11y/useSemanticElements: as above */}
      <div role="rowgroup" className={styles.track} style={{ height: rows.getTotalSize() }}>
        {items.map(item => (
          <Slot
            key={item.key}
            start={item.start}
            size={item.size}
            first={item.index === 0}
            heading={headingAt(faceAt, item.index)}
          >
            {draw(item.index)}
          </Slot>
        ))}
      </div>
    </div>
  )
}

function StickyGroup({ name }: { name: string | undefined }) {
  if (!name) return null
  return (
    <div className={styles.sticky} aria-hidden="true">
      <span>{name}</span>
    </div>
  )
}

function noVerbs(): readonly Verb[] {
  return []
}

function noSwipes(): RowSwipes {
  return {}
}

function faceOf<R extends object>(
  source: Source<R>,
  face: (row: R) => RowFace,
  index: number,
): RowFace | null {
  if (index < 0 || index >= (source.total ?? 0)) return null
  const row = source.at(index)
  return row === 'loading' ? null : face(row)
}

/** The latest closure behind one identity, so that rows which did not change are not drawn again. */
function useStable<Args extends unknown[]>(run: (...args: Args) => void): (...args: Args) => void {
  const latest = useRef(run)
  latest.current = run
  return useCallback((...args: Args) => latest.current(...args), [])
}
