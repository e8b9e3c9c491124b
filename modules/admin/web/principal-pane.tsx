import { IconUserOff } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useRecord } from '../../../web/face.ts'
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
  usePhone,
} from '../../../web/ui/index.ts'
import { DETAILED, type Principal } from './principal.ts'
import type { SectionProps } from './section.ts'
import { adminTexts } from './texts.ts'

type Props = SectionProps & {
  icon: Icon
  /** Drawn when it is known. */
  children: (principal: Principal) => ReactNode
}

/** The one that is open, or why there is none. */
export function PrincipalPane({ icon, id, onOpen, children }: Props) {
  const t = useT(adminTexts)
  const phone = usePhone()
  const principal = useRecord<Principal>('Principal', id, { properties: DETAILED })
  // A record of the list is known in part until the rest of it has come.
  const isWhole = principal && 'aliases' in principal
  const late = useDelayed(id !== null && !isWhole)
  if (isWhole) return children(principal)
  const isGone = id !== null && principal === null
  return (
    <Pane label={t('detail')}>
      {phone && <Toolbar label={t('detail')} start={<BackButton onBack={() => onOpen(null)} />} verbs={[]} />}
      {id === null ? (
        <EmptyState icon={icon}>{t('empty.chosen')}</EmptyState>
      ) : isGone ? (
        <EmptyState icon={IconUserOff}>{t('gone')}</EmptyState>
      ) : (
        <PaneBody>{late && <SkeletonText lines={6} />}</PaneBody>
      )}
    </Pane>
  )
}
