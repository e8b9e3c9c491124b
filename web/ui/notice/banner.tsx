import {
  IconAlertTriangle,
  IconCircleCheck,
  IconExclamationCircle,
  IconInfoCircle,
} from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { type Icon, stroke } from '../action/verb.ts'
import styles from './banner.module.css'

type Tone = 'info' | 'ok' | 'warn' | 'error'

const icons: Record<Tone, Icon> = {
  info: IconInfoCircle,
  ok: IconCircleCheck,
  warn: IconAlertTriangle,
  error: IconExclamationCircle,
}

/** Says something about the content it stands in: what happened, what was kept, what to do. */
export function Banner({
  tone = 'info',
  children,
  action,
}: {
  tone?: Tone
  children: ReactNode
  action?: ReactNode
}) {
  const Glyph = icons[tone]
  return (
    <div className={styles.banner} data-tone={tone} role={tone === 'error' ? 'alert' : 'status'}>
      <Glyph size={20} stroke={stroke} aria-hidden="true" />
      <div className={styles.words}>{children}</div>
      {action}
    </div>
  )
}
