import { Malformed, Refused } from '../../lib/errors.ts'
import type { Tx } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import type { Outcome } from '../module.ts'

/**
 * Runs a verb for each key of a /set. What a refused one has written, and the states that it moved, are undone; the
 * others stand. Administration changes few records at once: batches are not worth their code here.
 */
export async function oneByOne<K, V>(
  tx: Tx,
  entries: Iterable<readonly [K, V]>,
  verb: (key: K, value: V) => Promise<Outcome>,
): Promise<Map<K, Outcome>> {
  const outcomes = new Map<K, Outcome>()
  for (const [key, value] of entries) {
    const moved = Array.from(tx.moved, ([id, states]) => [id, { ...states }] as const)
    const locked = [...tx.locked]
    await tx.run(sql`savepoint one`)
    try {
      outcomes.set(key, await verb(key, value))
      await tx.run(sql`release savepoint one`)
    } catch (error) {
      if (!(error instanceof Refused || error instanceof Malformed)) throw error
      await tx.run(sql`rollback to savepoint one`)
      tx.moved.clear()
      for (const [id, states] of moved) tx.moved.set(id, states)
      tx.locked.clear()
      for (const [id, seq] of locked) tx.locked.set(id, seq)
      outcomes.set(key, error instanceof Refused ? error : new Refused('invalidProperties', error.message))
    }
  }
  return outcomes
}

/** Refuses each of these keys. */
export const refuseAll = <K>(keys: Iterable<K>, why: string): Map<K, Outcome> =>
  new Map(Array.from(keys, key => [key, new Refused('forbidden', why)]))
