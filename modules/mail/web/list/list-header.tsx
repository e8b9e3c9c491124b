import { IconArrowsSort } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { IconButton, Menu, PaneHeader, Segmented } from '../../../../web/ui/index.ts'
import type { Place, View } from '../place/place.ts'
import { mailTexts } from '../texts.ts'
import styles from './list.module.css'
import { SORTS, type SortName } from './sorts.ts'

type Props = {
  title: string
  place: Place
  view: View
  onView: (view: View) => void
  sort: SortName
  onSort: (sort: SortName) => void
}

export function ListHeader({ title, place, view, onView, sort, onSort }: Props) {
  const t = useT(mailTexts)
  const views: readonly View[] = place.kind === 'flagged' ? ['all', 'unread'] : ['all', 'unread', 'flagged']
  const end = (
    <div className={styles.end}>
      <Segmented
        label={t('view.label')}
        value={view}
        options={views.map(value => ({ value, label: t(`view.${value}`) }))}
        onChange={onView}
      />
      <SortMenu sort={sort} onSort={onSort} />
    </div>
  )
  return (
    <div className={styles.header}>
      <PaneHeader title={title} end={end} />
    </div>
  )
}

export function SortMenu({ sort, onSort }: Pick<Props, 'sort' | 'onSort'>) {
  const t = useT(mailTexts)
  const verbs = SORTS.map(name => ({
    id: name,
    label: t(`sort.${name}`),
    pressed: name === sort,
    onRun: () => onSort(name),
  }))
  return (
    <Menu groups={[{ label: t('sort.label'), verbs }]}>
      <IconButton size="small" icon={IconArrowsSort} label={t('sort.label')} />
    </Menu>
  )
}
