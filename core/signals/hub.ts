import type { AccountId } from '../../lib/id.ts'
import type { Log } from '../../lib/log.ts'
import type { Signal } from '../signals.ts'

type Listener = (signal: Signal) => void

/** Listeners of this process, by account; those under null hear everything. */
export interface Hub {
  subscribe(accountId: AccountId | null, listener: Listener): () => void
  tell(signals: readonly Signal[]): void
}

export function hub(log: Log): Hub {
  const listeners = new Map<AccountId | null, Set<Listener>>()
  const each = (of: Iterable<Listener>, signal: Signal) => {
    for (const listen of of) {
      try {
        listen(signal)
      } catch (error) {
        log.error('a listener of signals failed', { kind: signal.kind, error })
      }
    }
  }
  return {
    subscribe(accountId, listener) {
      const of = listeners.get(accountId) ?? new Set()
      listeners.set(accountId, of.add(listener))
      return () => {
        of.delete(listener)
        if (of.size === 0 && listeners.get(accountId) === of) listeners.delete(accountId)
      }
    },
    tell(signals) {
      for (const signal of signals) {
        if (signal.kind === 'resync') for (const of of listeners.values()) each(of, signal)
        else {
          const accountId = accountOf(signal)
          if (accountId !== null) each(listeners.get(accountId) ?? [], signal)
          each(listeners.get(null) ?? [], signal)
        }
      }
    },
  }
}

const accountOf = (signal: Signal): AccountId | null =>
  typeof signal.accountId === 'number' ? (signal.accountId as AccountId) : null
