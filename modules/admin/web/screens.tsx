import { IconShieldCog } from '@tabler/icons-react'
import { lazy } from 'react'
import { ADMIN } from '../../../core/types.ts'
import type { WebModule } from '../../../web/face.ts'
import { translate } from '../../../web/i18n/index.ts'
import { ADMIN_PATH } from './address.ts'
import { LISTED } from './principal.ts'
import { adminTexts } from './texts.ts'

const t = translate(adminTexts)

/** What administrators see of the organisation. The types are core's own, so there is nothing to declare. */
export const adminScreens: WebModule = {
  name: 'admin',
  capability: ADMIN,
  path: ADMIN_PATH,
  label: () => t('admin.short'),
  icon: IconShieldCog,
  order: 90,
  goKey: 'a',
  descriptors: [],
  listed: { Principal: LISTED },
  Screen: lazy(() => import('./admin-screen.tsx')),
  isFor: who => who.roles.includes('administrator'),
}
