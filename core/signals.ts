import type { AccountId } from '../lib/id.ts'
import type { Announcement, Moved } from '../store/database.ts'

/** Told after a commit: types of an account that moved, or something that a verb announced. */
export type Signal = ({ readonly kind: 'moved' } & Moved) | Announcement

/**
 * Carries signals to every process of the house. A signal is a hint, told at least once while the connection holds;
 * whoever missed one finds out from the states.
 */
export interface Signals {
  publish(signals: readonly Signal[]): void
  /** Signals of one account, or with null all of them. Returns how to stop. */
  subscribe(accountId: AccountId | null, listener: (signal: Signal) => void): () => void
  close(): Promise<void>
}

/** Told to every listener when signals may have been missed: look at the states again. */
export const RESYNC = { kind: 'resync' } as const satisfies Signal
