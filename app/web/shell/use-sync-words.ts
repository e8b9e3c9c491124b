import { useT } from '../../../web/i18n/index.ts'
import { useSyncState } from '../../../web/sync/react.ts'
import { type Sync, useDelayed } from '../../../web/ui/index.ts'
import { shellTexts } from './texts.ts'

/** « À jour », « Hors ligne, 3 actions en attente ». */
export function useSyncWords(): Sync {
  const t = useT(shellTexts)
  const { kind, pending } = useSyncState()
  // A round trip of a moment is nobody's concern.
  const isLong = useDelayed(kind === 'syncing')
  if (kind === 'error') return { state: 'failed', words: t('sync.failed') }
  if (kind === 'offline') {
    const words = pending > 0 ? t('sync.pending-offline', { count: pending }) : t('sync.offline')
    return { state: 'offline', words }
  }
  return isLong ? { state: 'working', words: t('sync.working') } : { state: 'ready', words: t('sync.ready') }
}
