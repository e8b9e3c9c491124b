import './base.css'
import { createTheme, MantineProvider } from '@mantine/core'
import { type ReactNode, useEffect, useMemo, useState } from 'react'
import { useStrayFiles } from '../file/stray-files.ts'
import { useMediaQuery } from '../hook/media-query.ts'
import { ShortcutScope } from '../hook/shortcut-scope.tsx'
import { ToastScope } from '../notice/toast.tsx'
import {
  type Appearance,
  AppearanceContext,
  keepAppearance,
  readAppearance,
  type Scheme,
} from './appearance.ts'

const mantine = createTheme({
  fontFamily: 'var(--font)',
  respectReducedMotion: true,
  cursorType: 'pointer',
})

/** What every screen stands in: colours, density, toasts and shortcuts. */
export function Theme({ children }: { children: ReactNode }) {
  const appearance = useKeptAppearance()
  useStrayFiles()
  return (
    <AppearanceContext value={appearance}>
      <MantineProvider
        theme={mantine}
        forceColorScheme={useResolvedScheme(appearance.scheme)}
        withCssVariables={false}
        withGlobalClasses={false}
        deduplicateInlineStyles
      >
        <ShortcutScope>
          <ToastScope>{children}</ToastScope>
        </ShortcutScope>
      </MantineProvider>
    </AppearanceContext>
  )
}

function useResolvedScheme(scheme: Scheme): 'light' | 'dark' {
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)')
  if (scheme !== 'auto') return scheme
  return systemIsDark ? 'dark' : 'light'
}

function useKeptAppearance(): Appearance {
  const [{ scheme, density }, set] = useState(readAppearance)
  useEffect(() => {
    document.documentElement.dataset.density = density
    keepAppearance(scheme, density)
  }, [scheme, density])
  return useMemo(
    () => ({
      scheme,
      density,
      setScheme: scheme => set(now => ({ ...now, scheme })),
      setDensity: density => set(now => ({ ...now, density })),
    }),
    [scheme, density],
  )
}
