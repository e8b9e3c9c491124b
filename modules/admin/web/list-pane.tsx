import type { ReactNode } from 'react'
import {
  EmptyState,
  type Icon,
  List,
  Pane,
  PaneHeader,
  type RowFace,
  type Source,
} from '../../../web/ui/index.ts'
import type { SectionProps } from './section.ts'

type Props<R extends object> = SectionProps & {
  title: string
  source: Source<R>
  /** Told beside the title: as many as there are in the list, unless it is said otherwise. */
  count?: number | null | undefined
  face: (row: R) => RowFace
  /** What is added, at the end of the title. */
  end?: ReactNode
  /** What narrows the list, under the title. */
  children?: ReactNode
  /** Said where there is nothing; left out where there always is something. */
  empty?: { readonly icon: Icon; readonly words: string }
}

/** The list of a section. */
export function ListPane<R extends object>(props: Props<R>) {
  const { title, source, count = source.total, face, end, children, empty, id, onOpen } = props
  return (
    <Pane label={title}>
      <PaneHeader title={title} count={source.error ? undefined : (count ?? undefined)} end={end} />
      {children}
      <List
        label={title}
        source={source}
        face={face}
        openId={id}
        onOpen={onOpen}
        onMove={onOpen}
        twoLines
        empty={empty ? <EmptyState icon={empty.icon}>{empty.words}</EmptyState> : null}
      />
    </Pane>
  )
}
