import type { Actor } from '../../core/actor.ts'
import type { House } from '../../core/house.ts'

/** Who is behind a connection that stays open: the groups of a person may change while it does. */
export interface Visitor {
  readonly actor: Actor
  /** Resolves once the visitor is as the last signal left them. */
  settled(): Promise<void>
  leave(): void
}

/**
 * Keeps an actor as they are now. When the session was ended, the password changed or the person disabled, whoever
 * opened the connection is asked again, as at its beginning, and it ends.
 */
export function follow(house: House, actor: Actor, ask: () => Promise<Actor>, end: () => void): Visitor {
  let now = actor
  let asking: Promise<void> = Promise.resolve()
  const renew = () => {
    asking = ask().then(found => {
      now = found
    }, end)
  }
  const stops = [
    house.signals.subscribe(actor.accountId, ({ kind }) => {
      if (kind === 'sessionsEnded' || kind === 'loggedOut') renew()
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
    settled: () => asking,
    leave: () => {
      for (const stop of stops) stop()
    },
  }
}
