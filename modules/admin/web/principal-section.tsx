import { type ReactNode, useState } from 'react'
import type { FilterTree } from '../../../lib/filter.ts'
import { type Icon, Panes, type RowFace } from '../../../web/ui/index.ts'
import type { Principal } from './principal.ts'
import { PrincipalList } from './principal-list.tsx'
import { PrincipalPane } from './principal-pane.tsx'
import type { SectionProps } from './section.ts'

export type NewProps = { onClose: () => void; onMade: (id: string) => void }

type Props = SectionProps & {
  title: string
  icon: Icon
  addIcon: Icon
  filter: FilterTree
  /** Something of this list's own was asked for, beside its words. */
  isNarrowed?: boolean
  facets?: ReactNode
  face: (principal: Principal) => RowFace
  empty: string
  pane: (principal: Principal, onBack: () => void) => ReactNode
  making: (props: NewProps) => ReactNode
}

/** People, groups or rooms: their list, the one that is open, and the making of another. */
export function PrincipalSection({ icon, pane, making, id, onOpen, ...list }: Props) {
  const [adding, setAdding] = useState(false)
  return (
    <>
      <Panes
        shown={id === null ? 'list' : 'detail'}
        list={<PrincipalList {...list} id={id} onOpen={onOpen} onAdd={() => setAdding(true)} />}
        detail={
          <PrincipalPane icon={icon} id={id} onOpen={onOpen}>
            {principal => pane(principal, () => onOpen(null))}
          </PrincipalPane>
        }
      />
      {adding && making({ onClose: () => setAdding(false), onMade: onOpen })}
    </>
  )
}
