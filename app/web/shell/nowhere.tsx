import { IconMap2, IconPlugOff } from '@tabler/icons-react'
import { Frame, Link, useAddress } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { EmptyState, Pane, PaneHeader } from '../../../web/ui/index.ts'
import { shellTexts } from './texts.ts'

/** An address that leads nowhere; and the bare one, when there is no module to go to. */
export function Nowhere() {
  const t = useT(shellTexts)
  const isHome = useAddress().path === '/'
  const title = t(isHome ? 'empty.title' : 'nowhere.title')
  return (
    <Frame title={title}>
      <Pane label={title}>
        <PaneHeader title={title} />
        {isHome ? (
          <EmptyState icon={IconPlugOff}>{t('empty.text')}</EmptyState>
        ) : (
          <EmptyState icon={IconMap2} action={<Link href="/">{t('nowhere.home')}</Link>}>
            {t('nowhere.text')}
          </EmptyState>
        )}
      </Pane>
    </Frame>
  )
}
