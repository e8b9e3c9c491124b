import { IconLogout, IconMoon, IconSettings, IconSun, IconSunMoon } from '@tabler/icons-react'
import { useNavigateTo } from '../../../web/face.ts'
import { languages, setLanguage, useLanguage, useT } from '../../../web/i18n/index.ts'
import { type Density, type Icon, type Scheme, useAppearance, type VerbGroup } from '../../../web/ui/index.ts'
import { keepLanguage } from '../entry/kept.ts'
import { entryTexts } from '../entry/texts.ts'
import { shellTexts } from './texts.ts'

export const schemes: readonly Scheme[] = ['light', 'dark', 'auto']
export const densities: readonly Density[] = ['comfortable', 'cosy', 'dense']
const schemeIcons: Record<Scheme, Icon> = { light: IconSun, dark: IconMoon, auto: IconSunMoon }

/** What the menu of the account offers. */
export function useAccountVerbs(onSignOut: () => void): readonly VerbGroup[] {
  const t = useT(shellTexts)
  const names = useT(entryTexts)
  const language = useLanguage()
  const { scheme, density, setScheme, setDensity } = useAppearance()
  const navigate = useNavigateTo()
  return [
    {
      verbs: [
        { id: 'settings', label: t('settings'), icon: IconSettings, onRun: () => navigate('/settings') },
        { id: 'sign-out', label: t('account.sign-out'), icon: IconLogout, onRun: onSignOut },
      ],
    },
    {
      label: t('account.language'),
      verbs: languages.map(value => ({
        id: value,
        label: names(`language.${value}`),
        pressed: value === language,
        onRun: () => {
          keepLanguage(value)
          setLanguage(value)
        },
      })),
    },
    {
      label: t('account.colours'),
      verbs: schemes.map(value => ({
        id: value,
        label: t(`scheme.${value}`),
        icon: schemeIcons[value],
        pressed: value === scheme,
        onRun: () => setScheme(value),
      })),
    },
    {
      label: t('account.density'),
      verbs: densities.map(value => ({
        id: value,
        label: t(`density.${value}`),
        pressed: value === density,
        onRun: () => setDensity(value),
      })),
    },
  ]
}
