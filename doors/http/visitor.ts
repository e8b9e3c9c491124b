import type { Actor } from '../../core/actor.ts'
import type { House } from '../../core/house.ts'

/** Who is behind a connection that stays open: the groups of a person may change while it does. */
export interface Visitor {
  readonly actor: Actor
  /** The connection has ended for them, whether or not the other side has heard it: nothing more is done for it. */
  readonly isOver: boolean
  /** Resolves once the visitor is as the last signal left them. */
  settled(): Promise<void>
  leave(): void
}

/** Signals of an account after which its person may stand otherwise, or no longer. */
const DOUBTS: ReadonlySet<string> = new Set(['sessionsEnded', 'loggedOut', 'actorMoved', 'resync'])

/**
 * Keeps an actor as they are now. When the session was ended, the password changed, the person disabled or no longer an
 * administrator, and whenever that may have been missed, whoever opened the connection is asked again, as at its
 * beginning, or it ends.
 */
export function follow(house: House, actor: Actor, ask: () => Promise<Actor>, end: () => void): Visitor {
  let now = actor
  let isOver = false
  let asked = 0
  let asking: Promise<void> = Promise.resolve()
  const renew = () => {
    const turn = ++asked
    asking = ask().then(
      found => {
        // An answer to an earlier question may come later, and be older.
        if (turn === asked) now = found
      },
      () => {
        isOver = true
        end()
      },
    )
  }
  const stops = [
    house.signals.subscribe(actor.accountId, ({ kind }) => {
      if (DOUBTS.has(kind)) renew()
    }),
    // Members of a group moved: the signal names the directory.
    house.signals.subscribe(actor.organisationId, ({ kind }) => {
      if (kind === 'shared') renew()
    }),
  ]
  return {
    get actor() {
      return now
    },
    get isOver() {
      return isOver
    },
    settled: () => asking,
    leave: () => {
      for (const stop of stops) stop()
    },
  }
}
