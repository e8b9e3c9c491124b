import { IconDeviceLaptop, IconDeviceMobile, IconPlug } from '@tabler/icons-react'
import type { Icon } from '../action/verb.ts'

export interface Device {
  readonly browser: string | null
  readonly system: string | null
  readonly icon: Icon
}

// The first that is named: each of them also claims to be those below.
const BROWSERS = { Edg: 'Edge', OPR: 'Opera', Firefox: 'Firefox', Chrome: 'Chrome', Safari: 'Safari' }
const SYSTEMS = {
  Android: 'Android',
  iPhone: 'iPhone',
  iPad: 'iPad',
  Windows: 'Windows',
  'Mac OS': 'macOS',
  Linux: 'Linux',
}

/** « Firefox · Windows »; null for what is no browser. */
export const deviceWords = ({ browser, system }: Device): string | null =>
  [browser, system].filter(Boolean).join(' · ') || null

/** What a browser says of itself, in two words. */
export function deviceOf(kind: string, userAgent: string): Device {
  const find = (names: Readonly<Record<string, string>>): string | null =>
    Object.entries(names).find(([mark]) => userAgent.includes(mark))?.[1] ?? null
  const icon = /Mobile|Android|iPhone/.test(userAgent) ? IconDeviceMobile : IconDeviceLaptop
  return { browser: find(BROWSERS), system: find(SYSTEMS), icon: kind === 'bearer' ? IconPlug : icon }
}
