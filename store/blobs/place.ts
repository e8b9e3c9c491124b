import type { Readable } from 'node:stream'
import type { Digest } from '../../lib/id.ts'

/** Where big contents stand, compressed; small ones stand in the database itself. */
export interface Place {
  /** Word in `content.place`. */
  readonly name: string
  /** Moves a finished file in; durable when it returns. Writing the same digest twice is no error. */
  write(digest: Digest, file: string): Promise<void>
  open(digest: Digest): Promise<Readable>
  has(digest: Digest): Promise<boolean>
  /** Removing what is not there is no error. */
  remove(digest: Digest): Promise<void>
  /**
   * Contents that have stood there unwritten since an instant, in batches: among them what a crash left without a row.
   * A place that cannot list has none.
   */
  listBefore?(instant: Date): AsyncIterable<readonly Digest[]>
}
