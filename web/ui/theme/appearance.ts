import { createContext, useContext } from 'react'

export type Scheme = 'light' | 'dark' | 'auto'
export type Density = 'comfortable' | 'cosy' | 'dense'

/** The height of a row of three lines, and of one that never has a third. Also `--row` in tokens.css. */
export const rowHeights: Record<Density, { three: number; two: number }> = {
  comfortable: { three: 82, two: 64 },
  cosy: { three: 60, two: 60 },
  dense: { three: 40, two: 40 },
}

export type Appearance = {
  scheme: Scheme
  density: Density
  setScheme: (scheme: Scheme) => void
  setDensity: (density: Density) => void
}

export const AppearanceContext = createContext<Appearance>({
  scheme: 'auto',
  density: 'comfortable',
  setScheme: () => {},
  setDensity: () => {},
})

export function useAppearance(): Appearance {
  return useContext(AppearanceContext)
}

const kept = 'bastide.appearance'

/** Kept on this device: a phone and a desk may want different densities. */
export function readAppearance(): { scheme: Scheme; density: Density } {
  const [scheme, density] = (localStorage.getItem(kept) ?? '').split(' ')
  return {
    scheme: scheme === 'light' || scheme === 'dark' ? scheme : 'auto',
    density: density === 'cosy' || density === 'dense' ? density : 'comfortable',
  }
}

export function keepAppearance(scheme: Scheme, density: Density): void {
  localStorage.setItem(kept, `${scheme} ${density}`)
}
