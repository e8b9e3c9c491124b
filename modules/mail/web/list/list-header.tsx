import { IconArrowsSort } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { IconButton, Menu, PaneHeader, Segmented, usePhone } from '../../../../web/ui/index.ts'
import type { Place, View } from '../place/place.ts'
import { isShared, useBox } from '../share/box.ts'
import { mailTexts } from '../texts.ts'
import styles from './list.module.css'
import { SORTS, type SortName } from './sorts.ts'

type Props = {
  accountId: string
  title: string
  /** Whose box it is, where it is not one’s own. */
  box: string | null
  place: Place
  view: View
  onView: (view: View) => void
  sort: SortName
  onSort: (sort: SortName) => void
}

export function ListHeader({ accountId, title, box, place, view, onView, ...sorting }: Props) {
  const t = useT(mailTexts)
  const isOfSeveral = isShared(useBox(accountId))
  // What does not fit beside the title stands below.
  const isBelow = (usePhone() && place.kind === 'inboxes') || isOfSeveral
  const views = (
    <Segmented
      label={t('view.label')}
      value={view}
      options={viewsOf(place, isOfSeveral).map(value => ({ value, label: t(`view.${value}`) }))}
      onChange={onView}
    />
  )
  const end = (
    <div className={styles.end}>
      {!isBelow && views}
      <SortMenu {...sorting} />
    </div>
  )
  return (
    <div className={styles.header}>
      <PaneHeader title={title} note={box ?? undefined} end={end} />
      {isBelow && <div className={styles.views}>{views}</div>}
    </div>
  )
}

/** Where several work, what waits for each of them rather than what one has marked. */
function viewsOf({ kind }: Place, isShared: boolean): readonly View[] {
  if (kind === 'flagged') return ['all', 'unread']
  return isShared ? ['all', 'unread', 'mine', 'unassigned'] : ['all', 'unread', 'flagged']
}

export type Sorting = Pick<Props, 'sort' | 'onSort'>

export function SortMenu({ sort, onSort }: Sorting) {
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
