import type { Actor } from '../../../core/actor.ts'
import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { Log } from '../../../lib/log.ts'
import type { ResponseCode } from '../../../wire/imap/response/code.ts'
import { type Condition, writeUntagged } from '../../../wire/imap/response/status.ts'
import { Writer } from '../../../wire/imap/writer.ts'
import type { Connection } from './connection.ts'
import { type Guests, nameOf } from './guests.ts'
import { MAX_CONNECTIONS_OF_ACTOR } from './limits.ts'
import type { Selected } from './selected.ts'

/** Extensions that change what we say, once the client knows them. RFC 9051 §6.3.1 */
export type Enabled = 'CONDSTORE' | 'QRESYNC' | 'IMAP4REV2' | 'UTF8=ACCEPT'

/** Signals that may say the end of a login. */
const ENDINGS: ReadonlySet<string> = new Set(['loggedOut', 'sessionsEnded', 'resync'])

/**
 * What one connection knows:
 *
 *   actor null ──login──▶ actor ──select──▶ selected ──close──▶ actor … ──logout──▶ ended
 */
export class Session {
  readonly house: House
  readonly connection: Connection
  readonly log: Log
  readonly writer = new Writer()
  readonly enabled = new Set<Enabled>()
  actor: Actor | null = null
  selected: Selected | null = null
  /** UIDs that the last SEARCH saved for `$`. RFC 9051 §6.4.4.1 */
  saved: readonly number[] = []
  failedLogins = 0
  /** Looks again whether the login stands; and when that was last done. */
  stands: () => Promise<Actor | null> = async () => null
  trustedAt = 0
  /** No command is read any more. */
  ended = false
  /** The server stops: the client is told before its next command. */
  closing = false
  /** Something happened after which the login may no longer stand. */
  doubted = false
  private readonly guests: Guests
  private depart: () => void = () => {}

  constructor(house: House, connection: Connection, guests: Guests) {
    this.house = house
    this.connection = connection
    this.guests = guests
    this.log = house.log.with({ door: 'imap', ip: connection.ip })
  }

  /** Who this is; commands that ask it are for authenticated states only. */
  get who(): Actor {
    if (!this.actor) throw new Refused('notAuthenticated', 'log in first')
    return this.actor
  }

  get mailbox(): Selected {
    if (!this.selected) throw new Error('no mailbox is selected')
    return this.selected
  }

  /** RFC 7162 §3.1: MODSEQ is told from now on. */
  get tellsModseq(): boolean {
    return this.enabled.has('CONDSTORE')
  }

  get isRev2(): boolean {
    return this.enabled.has('IMAP4REV2')
  }

  enable(extension: Enabled): void {
    // RFC 7162 §3.1.2: a client that asks for MODSEQ in a mailbox learns where it stands.
    if (extension === 'CONDSTORE' && this.selected && !this.tellsModseq)
      writeUntagged(this.writer, 'OK', 'Highest', { code: 'HIGHESTMODSEQ', value: this.selected.seq })
    this.enabled.add(extension)
    // RFC 7162 §3.2.3: QRESYNC brings CONDSTORE.
    if (extension === 'QRESYNC') this.enable('CONDSTORE')
    if (extension === 'IMAP4REV2' || extension === 'UTF8=ACCEPT') this.writer.utf8 = true
  }

  /** Lets somebody in; or says why not. */
  admit(actor: Actor): Outcome | null {
    const depart = this.guests.enter(nameOf(actor), MAX_CONNECTIONS_OF_ACTOR)
    if (!depart) return no('Too many connections of one person', 'LIMIT')
    const forget = this.listen(actor)
    this.depart = () => {
      forget()
      depart()
    }
    this.actor = actor
    return null
  }

  /** Hears of a changed password, a person disabled, mail switched off; whoever waits in IDLE hears it too. */
  private listen({ accountId, organisationId }: Actor): () => void {
    const doubt = () => {
      this.doubted = true
      this.connection.wake()
    }
    const { registry, signals } = this.house
    const stops = [
      signals.subscribe(accountId, ({ kind }) => {
        if (ENDINGS.has(kind)) doubt()
      }),
      registry.onSwitch(switched => {
        if (switched === organisationId) doubt()
      }),
    ]
    return () => {
      for (const stop of stops) stop()
    }
  }

  /** Ends at the next pause. */
  stop(): void {
    this.closing = true
    this.connection.wake()
  }

  /** Everything is given back. */
  end(): void {
    this.leave()
    this.depart()
    this.connection.close()
  }

  flush(): Promise<void> {
    return this.connection.write(this.writer.take())
  }

  /** Leaves the selected mailbox, without a word. */
  leave(): void {
    this.selected?.stop()
    this.selected = null
    this.saved = []
  }
}

/** How a command ends: its tagged response. */
export interface Outcome {
  readonly condition: Condition
  readonly text: string
  readonly code?: ResponseCode
}

export const ok = (text: string, code?: ResponseCode): Outcome => outcome('OK', text, code)
export const no = (text: string, code?: ResponseCode): Outcome => outcome('NO', text, code)
export const bad = (text: string, code?: ResponseCode): Outcome => outcome('BAD', text, code)

const outcome = (condition: Condition, text: string, code?: ResponseCode): Outcome => ({
  condition,
  text,
  ...(code && { code }),
})
