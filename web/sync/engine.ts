import type { Session } from '../../wire/jmap/session.ts'
import { Uploads } from './blob/uploads.ts'
import { Caches } from './cache/caches.ts'
import { Catalogue } from './catalogue.ts'
import { type Change, isIdleOn } from './change.ts'
import { dropAccounts } from './disk/accounts.ts'
import { Keeper } from './disk/keeper.ts'
import type { Database } from './disk/schema.ts'
import type { Sessions } from './disk/sessions.ts'
import { Listeners } from './listeners.ts'
import { type ClientOptions, settingsOf } from './options.ts'
import { Outbox } from './outbox/outbox.ts'
import { Sender } from './outbox/sender.ts'
import type { Settled } from './outbox/settle.ts'
import { Queries } from './query/queries.ts'
import { meetDisk } from './record/catch-up.ts'
import { Fetcher } from './record/fetcher.ts'
import type { Table } from './record/table.ts'
import { Tables } from './record/tables.ts'
import { Status } from './status.ts'
import { Syncer } from './syncer.ts'
import { type TabMessage, Tabs } from './tab/tabs.ts'
import type { Connection } from './transport/connection.ts'
import { isSignedOut, isUnavailable } from './transport/failure.ts'
import { Push } from './transport/push.ts'
import { Writes } from './writes.ts'

/**
 * The parts, and who hears whom:
 *
 *   outbox ─ changed ─▶ tables, queries        what was done here is shown
 *   sender ─ settled ─▶ outbox ─▶ syncer       what the server did is caught up with
 *   push   ─ changed ─▶ syncer ─▶ tables, queries
 *   tables ─ changed ─▶ keeper                 and kept on disk
 *   tabs: the leading one runs push and sender, and tells the others
 */
export class Engine {
  readonly catalogue: Catalogue
  readonly connection: Connection
  readonly status = new Status()
  readonly outbox: Outbox
  readonly tables: Tables
  readonly fetcher: Fetcher
  readonly queries: Queries
  readonly uploads: Uploads
  readonly caches: Caches
  readonly writes: Writes
  readonly onMoved = new Listeners<[type: string, accountId: string]>()
  readonly #told: readonly string[]
  readonly #options: ClientOptions
  readonly #db: Database
  readonly #sessions: Sessions
  readonly #keeper: Keeper
  readonly #syncer: Syncer
  readonly #sender: Sender
  readonly #push: Push
  readonly #tabs: Tabs
  #isClosed = false
  #pendingTables: ReadonlySet<string> = new Set()

  constructor(options: ClientOptions, connection: Connection, sessions: Sessions, db: Database) {
    const { pause, silence, cacheLimit } = settingsOf(options)
    const onFailure = (error: unknown) => this.#onFailure(error)
    this.#options = options
    this.#told = options.told ?? []
    this.#db = db
    this.#sessions = sessions
    this.connection = connection
    const catalogue = new Catalogue(options.types, options.listed, options.near)
    this.catalogue = catalogue
    this.outbox = new Outbox(db, change => this.#isIdle(change))
    const { outbox, status } = this
    const tables = new Tables(catalogue, db, (table, id) => outbox.pending.of(table, id))
    const onNewer = (table: Table) => void this.#syncer.catchUp(table)
    const fetcher = new Fetcher(connection, db, table => tables.opened(table), { onNewer, onFailure })
    const reconcile = (table: Table, state: string) => meetDisk(connection, table, state)
    const keeper = new Keeper(db, cacheLimit, { reconcile, onFailure })
    const queries = new Queries({ connection, fetcher, db, keeper, tables, outbox, status }, onFailure)
    const uploads = new Uploads(connection, db, outbox.known)
    this.tables = tables
    this.fetcher = fetcher
    this.queries = queries
    this.uploads = uploads
    this.caches = new Caches(db, onFailure)
    this.writes = new Writes(outbox, tables)
    this.#keeper = keeper
    this.#syncer = new Syncer(
      { connection, tables, fetcher, queries, outbox, keeper, status },
      pause,
      onFailure,
    )
    const isReachable = () => status.isReachable
    const onSettled = (settled: readonly Settled[]) => this.#shared({ kind: 'settled', settled })
    this.#sender = new Sender(
      { outbox, connection, catalogue, uploads },
      { onSettled, onFailure, isReachable },
      pause,
    )
    const onChange = ({ changed }: { changed: TabChange }) => this.#shared({ kind: 'changed', changed })
    const onGap = () => {
      this.#shared({ kind: 'gap' })
      return this.#syncer.settled()
    }
    const onLost = () => this.#shared({ kind: 'lost' })
    const hooks = { onChange, onGap, onLost, onFailure }
    this.#push = new Push(connection, [...catalogue.names, ...this.#told], hooks, { pause, silence })
    this.#tabs = new Tabs(db.name, message => this.#hear(message))
    this.#listen()
  }

  get session(): Session {
    return this.connection.session!
  }

  async open(): Promise<void> {
    await this.outbox.open()
    this.#tabs.lead(() => {
      void this.#push.run()
      void this.#sender.run()
    })
    this.connection.confirm().catch(error => this.#onFailure(error))
  }

  wake(): void {
    this.#push.wake()
    this.#sender.wake()
    void this.#syncer.catchUpAll()
  }

  /** The network is said to be gone. */
  lose(): void {
    this.#push.hangUp()
    this.connection.onReach.tell(false)
  }

  async flush(): Promise<void> {
    await this.outbox.written()
    await this.#keeper.flush()
  }

  async close(): Promise<void> {
    this.#isClosed = true
    this.#push.close()
    this.#sender.close()
    this.#syncer.close()
    await this.flush()
    this.#keeper.close()
    this.#tabs.close()
    this.#db.close()
    await this.#sessions.close()
  }

  async forget(): Promise<void> {
    await this.close()
    await this.#sessions.forget(this.session)
  }

  #listen(): void {
    const { connection, outbox, tables, status } = this
    connection.onReach.add(isReachable => this.#onReach(isReachable))
    connection.onSignedOut.add(() => this.#options.onSignedOut?.())
    connection.onSession.add(session => void this.#keepSession(session))
    connection.onSession.add(session => void this.#dropLost(session))
    connection.onOther.add(
      session => void this.#keepSession(session).then(() => this.#options.onSignedOut?.()),
    )
    outbox.onChange.add(() => this.#showPending())
    outbox.onQueued.add(() => this.#onQueued())
    tables.onOpen.add(table => {
      table.onChange.add(() => this.#onRecords(table))
      table.onGone.add(ids => this.caches.drop(table, ids))
      if (table.state !== null) void this.#syncer.catchUp(table)
    })
    status.wait(outbox.size)
  }

  async #keepSession(session: Session): Promise<void> {
    await this.#sessions.keep(session).catch(error => this.#onFailure(error))
  }

  /** What others gave and took back does not stay here. */
  async #dropLost({ accounts }: Session): Promise<void> {
    const isLost = (accountId: string): boolean => !(accountId in accounts)
    for (const table of this.tables.all()) if (isLost(table.accountId)) table.empty()
    this.caches.forget(isLost)
    await dropAccounts(this.#db, isLost).catch(error => this.#onFailure(error))
  }

  /** Accounts that come, and those that are told by a state that none has to be gone, are another session's. */
  #onChange(changed: TabChange): void {
    const { accounts } = this.session
    const isNews = Object.entries(changed).some(
      ([accountId, states]) => !(accountId in accounts) || Object.values(states).includes('none'),
    )
    if (isNews) this.connection.fetchSession().catch(error => this.#onFailure(error))
    this.#syncer.onChange(changed)
    for (const [accountId, states] of Object.entries(changed))
      for (const type of this.#told) if (type in states) this.onMoved.tell(type, accountId)
  }

  /** What moved meanwhile was not told. */
  #onGap(): void {
    void this.#syncer.catchUpAll()
    for (const accountId of Object.keys(this.session.accounts))
      for (const type of this.#told) this.onMoved.tell(type, accountId)
  }

  #onRecords(table: Table): void {
    this.#keeper.schedule(table)
    if (this.outbox.pending.touched(table.key).size > 0) this.queries.reconsider(table)
  }

  #onReach(isReachable: boolean): void {
    const isBack = isReachable && !this.status.isReachable
    this.status.reach(isReachable)
    if (isBack) this.wake()
  }

  #onFailure(error: unknown): void {
    if (this.#isClosed || isUnavailable(error) || isSignedOut(error)) return
    this.status.fail()
    this.#options.onError?.(error)
  }

  /** Tells the other tabs, and this one. */
  #shared(message: TabMessage): void {
    this.#tabs.tell(message)
    this.#hear(message)
  }

  #hear(message: TabMessage): void {
    if (message.kind === 'changed') this.#onChange(message.changed)
    else if (message.kind === 'gap') this.#onGap()
    else if (message.kind === 'lost') this.connection.onReach.tell(false)
    else if (message.kind === 'queued') void this.#reload()
    else this.#learn(message.settled)
  }

  async #reload(): Promise<void> {
    await this.outbox.reload().catch(error => this.#onFailure(error))
    this.#sender.wake()
  }

  #onQueued(): void {
    this.#tabs.tell({ kind: 'queued' })
    this.#sender.wake()
  }

  #learn(settled: readonly Settled[]): void {
    for (const one of settled) this.#hold(one)
    this.outbox.learn(settled)
    for (const table of this.#touchedBy(settled)) void this.#syncer.catchUp(table)
  }

  /**
   * A record that the server made stands under its true id before anyone asks for it. Where this table may have gone past
   * what others did to it meanwhile, it is read.
   */
  #hold({ entry, record, since }: Settled): void {
    const [creation] = entry.effects
    if (!record || creation?.kind !== 'create') return
    const table = this.tables.of(creation.accountId, creation.type)
    table.rename(creation.id, record.id)
    table.state ??= since
    if (since !== null && table.state === since) table.merge([{ ...creation.record, ...record }], [])
    else if (table.isWatched(record.id))
      this.fetcher.fetch(table, [record.id], table.type.listed).catch(() => undefined)
  }

  #touchedBy(settled: readonly Settled[]): readonly Table[] {
    if (settled.some(({ entry }) => entry.calls)) return this.tables.all()
    const refs = settled.flatMap(({ entry }) => entry.effects)
    return [...new Set(refs.map(ref => this.tables.of(ref.accountId, ref.type)))]
  }

  /** Shows what was done here: in the tables concerned now, and in those that were. */
  #showPending(): void {
    const { pending, size } = this.outbox
    const now = new Set(pending.tables())
    const concerned = now.union(this.#pendingTables)
    this.#pendingTables = now
    for (const table of this.tables.all()) {
      if (!concerned.has(table.key)) continue
      table.showPending(pending.touched(table.key))
      this.queries.reconsider(table)
    }
    this.status.wait(size)
  }

  #isIdle(change: Change): boolean {
    const table = this.tables.find(change.accountId, change.type)
    const held = table?.held(change.id)
    return table !== undefined && held !== undefined && isIdleOn(table.type, held, change)
  }
}

type TabChange = Extract<TabMessage, { kind: 'changed' }>['changed']
