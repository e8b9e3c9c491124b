import { IconSettings } from '@tabler/icons-react'
import { Boundary, Frame, routeTo, type SettingsPage, useNavigateTo, useRoute } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import {
  BackButton,
  EmptyState,
  Pane,
  PaneBody,
  PaneHeader,
  type PlaceGroup,
  Side,
  usePhone,
} from '../../../web/ui/index.ts'
import { useOpenModules } from '../shell/open-modules.ts'
import { personalPages, securityPages } from './pages.ts'
import styles from './settings.module.css'
import { settingsTexts } from './texts.ts'

const SETTINGS = '/settings'

/** Our own pages, then those of the modules: the list at the left, one pane at the right. */
export function Settings() {
  const t = useT(settingsTexts)
  const phone = usePhone()
  const navigate = useNavigateTo()
  const modulePages = useOpenModules().flatMap(module => module.settings ?? [])
  const pages = [...personalPages, ...modulePages, ...securityPages]
  const wanted = useRoute('/settings/:page?')?.page ?? (phone ? undefined : 'appearance')
  const page = pages.find(({ id }) => id === wanted)
  const groups: PlaceGroup[] = [
    { label: t('personal'), places: personalPages.map(placeOf) },
    { label: t('modules'), places: modulePages.map(placeOf) },
    { label: t('security'), places: securityPages.map(placeOf) },
  ]
  const side = (
    <Side
      label={t('settings')}
      groups={groups.filter(group => group.places.length > 0)}
      current={page?.id ?? ''}
      onGo={navigate}
    />
  )
  const title = page?.label() ?? t('settings')
  return (
    <Frame title={title} side={side}>
      <Pane label={title}>
        {page ? (
          <>
            <div className={styles.header}>
              {phone && <BackButton onBack={() => navigate(SETTINGS)} />}
              <PaneHeader title={title} />
            </div>
            <PaneBody>
              <Boundary of={page.id}>
                <page.Page />
              </Boundary>
            </PaneBody>
          </>
        ) : phone && wanted === undefined ? (
          <>
            <PaneHeader title={title} />
            <div className={styles.places}>{side}</div>
          </>
        ) : (
          <EmptyState icon={IconSettings}>{t('choose')}</EmptyState>
        )}
      </Pane>
    </Frame>
  )
}

const placeOf = ({ id, label, icon }: SettingsPage) => ({
  id,
  label: label(),
  icon,
  href: routeTo(SETTINGS, id),
})
