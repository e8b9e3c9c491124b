import { useEffect } from 'react'

/** « Réception (12) · Bastide » */
export function usePageTitle(title: string, unread = 0): void {
  useEffect(() => {
    const count = unread > 0 ? ` (${unread})` : ''
    document.title = `${title}${count} · Bastide`
  }, [title, unread])
}
