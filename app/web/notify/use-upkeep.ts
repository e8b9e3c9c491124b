import { useEffect } from 'react'
import { useNavigateTo, useSession, useWho } from '../../../web/face.ts'
import { useLanguage } from '../../../web/i18n/index.ts'
import { type Said, TIDY } from '../worker/world.ts'
import { findLack, keepUp } from './device.ts'
import { changeKept } from './kept.ts'

/** What the app does for its notifications as long as it is open; `waiting` is what stands on its icon. */
export function useUpkeep(waiting: number): void {
  const session = useSession()
  const { accountId } = useWho()
  const language = useLanguage()
  const navigate = useNavigateTo()
  const isTold = findLack() === null && Notification.permission === 'granted'
  useEffect(() => {
    // Out of reach, the next start is soon enough.
    if (isTold) keepUp(session, accountId).catch(() => undefined)
  }, [isTold, session, accountId])
  useEffect(() => {
    if (isTold) changeKept(kept => ({ ...kept, language })).catch(() => undefined)
  }, [isTold, language])
  useEffect(() => {
    if (isTold) navigator.setAppBadge?.(waiting).catch(() => undefined)
  }, [isTold, waiting])
  useEffect(() => {
    if (!isTold) return
    const leave = (): void => {
      if (document.visibilityState === 'hidden') navigator.serviceWorker.controller?.postMessage(TIDY)
    }
    document.addEventListener('visibilitychange', leave)
    return () => document.removeEventListener('visibilitychange', leave)
  }, [isTold])
  useEffect(() => {
    if (!('serviceWorker' in navigator)) return
    const { serviceWorker } = navigator
    const hear = ({ data }: MessageEvent<Said>): void => navigate(data.href)
    serviceWorker.addEventListener('message', hear)
    return () => serviceWorker.removeEventListener('message', hear)
  }, [navigate])
}
