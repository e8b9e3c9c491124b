import { type ReactNode, useState } from 'react'
import type { FilterTree } from '../../../lib/filter.ts'
import { useSource } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { Button, type Icon, ListSearch, type RowFace } from '../../../web/ui/index.ts'
import { ListPane } from './list-pane.tsx'
import { all, type Principal } from './principal.ts'
import type { SectionProps } from './section.ts'
import { adminTexts } from './texts.ts'

type Props = SectionProps & {
  title: string
  filter: FilterTree
  face: (principal: Principal) => RowFace
  /** Something of this list's own was asked for, beside its words. */
  isNarrowed?: boolean
  /** Filters of this list's own, under the search. */
  facets?: ReactNode
  addIcon: Icon
  onAdd: () => void
  empty: string
}

/** People, groups or rooms: found by a word, added by a button. */
export function PrincipalList(props: Props) {
  const { title, filter, face, facets, addIcon, onAdd, empty, id, onOpen } = props
  const t = useT(adminTexts)
  const [text, setText] = useState('')
  const source = useSource<Principal>('Principal', { filter: all(filter, text !== '' && { text }) })
  const isNarrowed = text !== '' || (props.isNarrowed ?? false)
  return (
    <ListPane
      title={title}
      source={source}
      face={face}
      end={
        <Button look="primary" icon={addIcon} onClick={onAdd}>
          {t('list.add')}
        </Button>
      }
      empty={{ icon: addIcon, words: isNarrowed ? t('empty.found') : empty }}
      id={id}
      onOpen={onOpen}
    >
      <ListSearch label={t('list.search')} scope={t('keys.scope')} text={text} onText={setText} />
      {facets}
    </ListPane>
  )
}
