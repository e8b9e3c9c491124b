import type { House } from '../../../core/house.ts'
import type { AccountId, RecordId, Seq } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import type { MailboxRow } from '../model/mailboxes.ts'
import { SYSTEM_KEYWORDS } from './flags.ts'
import type { View } from './view.ts'

/** What happened to a message and was not told yet. */
export interface Change {
  readonly keywords: readonly string[]
  readonly seq: Seq
}

/**
 * The mailbox that a session looks into. What the client was told is in `view`; what happened since, up to `seq`,
 * waits in `vanished`, `arrived` and `changed` until a response may carry it.
 *
 *   signal ──▶ stale ──refresh──▶ vanished, arrived, changed ──tell──▶ view, and the client
 */
export class Selected {
  /** Looked at again when something moved: what others gave, they may take back. */
  access: Access
  readonly mailboxId: RecordId
  readonly name: string
  readonly uidValidity: number
  readonly readOnly: boolean
  readonly rights: number
  readonly view: View
  /** Flags that the client was told of. */
  readonly keywords: Set<string>
  /** Number of the account up to which everything is here. */
  seq: Seq
  /** Something may have happened since. */
  stale = false
  readonly vanished = new Set<number>()
  readonly arrived = new Set<number>()
  readonly changed = new Map<number, Change>()
  /** By UID: changes that the client knows, because it made them. */
  readonly known = new Map<number, Seq>()
  /** Called by a signal; IDLE sets it. */
  onStale: () => void = () => {}
  private readonly unsubscribe: () => void

  constructor(
    house: House,
    access: Access,
    row: MailboxRow,
    given: { name: string; readOnly: boolean; view: View; keywords: Iterable<string>; seq: Seq },
  ) {
    this.access = access
    this.mailboxId = row.id
    this.uidValidity = row.uidValidity
    this.rights = row.rights
    this.name = given.name
    this.readOnly = given.readOnly
    this.view = given.view
    this.keywords = new Set([...SYSTEM_KEYWORDS, ...given.keywords])
    this.seq = given.seq
    this.unsubscribe = house.signals.subscribe(access.accountId, signal => {
      if (signal.kind !== 'moved' && signal.kind !== 'resync') return
      this.stale = true
      this.onStale()
    })
  }

  get accountId(): AccountId {
    return this.access.accountId
  }

  stop(): void {
    this.onStale = () => {}
    this.unsubscribe()
  }
}
