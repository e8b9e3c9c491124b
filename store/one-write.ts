import type { Writable } from 'node:stream'
import type { PoolClient } from 'pg'

/**
 * What is sent over a connection before its answers are waited for goes out in one write: each write is a call of the
 * system that wakes the other side, which costs more than most statements. Called before each statement.
 */
export function oneWrite(client: PoolClient): () => void {
  const { stream } = (client as unknown as { readonly connection: { readonly stream: Writable } }).connection
  let isHeld = false
  return () => {
    if (isHeld) return
    isHeld = true
    stream.cork()
    process.nextTick(() => {
      isHeld = false
      stream.uncork()
    })
  }
}
