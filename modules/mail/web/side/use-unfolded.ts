import { useCallback, useState } from 'react'

export interface Unfolded {
  readonly has: (mailboxId: string) => boolean
  readonly turn: (mailboxId: string) => void
  readonly open: (mailboxId: string) => void
}

/** Which folders show what lies inside; kept on this device. */
export function useUnfolded(accountId: string): Unfolded {
  const key = `bastide.mail.unfolded.${accountId}`
  const [open, setOpen] = useState<ReadonlySet<string>>(
    () => new Set((localStorage.getItem(key) ?? '').split(' ').filter(Boolean)),
  )
  const change = useCallback(
    (next: (now: ReadonlySet<string>) => ReadonlySet<string>) =>
      setOpen(now => {
        const changed = next(now)
        localStorage.setItem(key, [...changed].join(' '))
        return changed
      }),
    [key],
  )
  return {
    has: id => open.has(id),
    turn: id => change(now => now.symmetricDifference(new Set([id]))),
    open: id => change(now => now.union(new Set([id]))),
  }
}
