import { useAppearance, useMediaQuery } from '../../../../web/ui/index.ts'

/** Whether the screen is dark now: by choice, or as the system is. */
export function useDark(): boolean {
  const { scheme } = useAppearance()
  const systemIsDark = useMediaQuery('(prefers-color-scheme: dark)')
  return scheme === 'auto' ? systemIsDark : scheme === 'dark'
}
