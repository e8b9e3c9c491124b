import { useCallback, useState } from 'react'

export interface Unfolded {
  readonly has: (mailboxId: string) => boolean
  readonly turn: (mailboxId: string) => void
}

/** Which folders show what lies inside; kept on this device. */
export function useUnfolded(accountId: string): Unfolded {
  const key = `bastide.mail.unfolded.${accountId}`
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set((localStorage.getItem(key) ?? '').split(' ').filter(Boolean)),
  )
  const turn = useCallback(
    (id: string) =>
      setOpen(now => {
        const next = now.symmetricDifference(new Set([id]))
        localStorage.setItem(key, [...next].join(' '))
        return next
      }),
    [key],
  )
  return { has: id => open.has(id), turn }
}
