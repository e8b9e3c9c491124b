import { IconBell, IconDevices, IconKey, IconLanguage, IconLock, IconPalette } from '@tabler/icons-react'
import type { SettingsPage } from '../../../web/face.ts'
import { translate } from '../../../web/i18n/index.ts'
import { AppPasswordsPage } from './app-passwords.tsx'
import { AppearancePage } from './appearance.tsx'
import { DevicesPage } from './devices.tsx'
import { LanguagePage } from './language.tsx'
import { NotificationsPage } from './notifications.tsx'
import { PasswordPage } from './password.tsx'
import { settingsTexts } from './texts.ts'

const t = translate(settingsTexts)

export const personalPages: readonly SettingsPage[] = [
  { id: 'appearance', label: () => t('appearance'), icon: IconPalette, Page: AppearancePage },
  { id: 'language', label: () => t('language'), icon: IconLanguage, Page: LanguagePage },
  { id: 'notifications', label: () => t('notifications'), icon: IconBell, Page: NotificationsPage },
]

export const securityPages: readonly SettingsPage[] = [
  { id: 'password', label: () => t('password'), icon: IconLock, Page: PasswordPage },
  { id: 'devices', label: () => t('devices'), icon: IconDevices, Page: DevicesPage },
  { id: 'app-passwords', label: () => t('app-passwords'), icon: IconKey, Page: AppPasswordsPage },
]
