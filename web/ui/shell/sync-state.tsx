import { IconCloudCheck, IconCloudOff, IconCloudUp, IconCloudX } from '@tabler/icons-react'
import { type Icon, stroke } from '../action/verb.ts'
import styles from './shell.module.css'

export type Sync = {
  state: 'ready' | 'working' | 'offline' | 'failed'
  /** « À jour », « Hors ligne, 3 envois en attente ». */
  words: string
}

const icons: Record<Sync['state'], Icon> = {
  ready: IconCloudCheck,
  working: IconCloudUp,
  offline: IconCloudOff,
  failed: IconCloudX,
}

export function SyncState({ sync }: { sync: Sync }) {
  const Glyph = icons[sync.state]
  return (
    <span className={styles.sync} role="status" data-state={sync.state} title={sync.words}>
      <Glyph size={19} stroke={stroke} aria-hidden="true" />
      <span>{sync.words}</span>
    </span>
  )
}
