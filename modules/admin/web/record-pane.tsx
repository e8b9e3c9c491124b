import { IconFileOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '../../../web/i18n/index.ts'
import {
  BackButton,
  EmptyState,
  type Icon,
  Pane,
  PaneBody,
  SkeletonText,
  Toolbar,
  useDelayed,
  useOnePane,
} from '../../../web/ui/index.ts'
import { adminTexts } from './texts.ts'

type Props<R> = {
  icon: Icon
  id: string | null
  /** Null: there is none any more; undefined: not known yet. */
  record: R | null | undefined
  onBack: () => void
  /** Draws the whole pane, once it is known. */
  children: (record: R) => ReactNode
}

/** The one that is open, or why there is none. */
export function RecordPane<R>({ icon, id, record, onBack, children }: Props<R>) {
  const t = useT(adminTexts)
  const isAlone = useOnePane()
  const late = useDelayed(id !== null && record === undefined)
  if (id !== null && record != null) return children(record)
  return (
    <Pane label={t('detail')}>
      {isAlone && <Toolbar label={t('detail')} start={<BackButton onBack={onBack} />} verbs={[]} />}
      {id === null ? (
        <EmptyState icon={icon}>{t('empty.chosen')}</EmptyState>
      ) : record === null ? (
        <EmptyState icon={IconFileOff}>{t('gone')}</EmptyState>
      ) : (
        <PaneBody>{late && <SkeletonText lines={6} />}</PaneBody>
      )}
    </Pane>
  )
}
