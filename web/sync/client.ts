import { Refused } from '../../lib/errors.ts'
import type { CoreCapability } from '../../wire/jmap/capability.ts'
import type { Invocation } from '../../wire/jmap/invocation.ts'
import type { JsonObject } from '../../wire/jmap/json.ts'
import type { PatchObject } from '../../wire/jmap/record.ts'
import { expandUrl, type Session } from '../../wire/jmap/session.ts'
import type { UploadedBlob, UploadOptions } from './blob/uploads.ts'
import type { Cache, CacheSpec } from './cache/cache.ts'
import type { Change } from './change.ts'
import type { Engine } from './engine.ts'
import type { UndoToken } from './outbox/undo.ts'
import { Merged } from './query/merged.ts'
import type { Query } from './query/query.ts'
import { type QuerySpec, readQuestion } from './query/spec.ts'
import type { SyncState } from './status.ts'
import { temporaryId } from './temporary.ts'
import type { Answers } from './transport/answers.ts'
import type { CallsToSend, Doing, Performed, Refusal } from './writes.ts'

/** What the screens of the web app see of the server: records, lists, doings. */
export class Client {
  readonly #engine: Engine

  constructor(engine: Engine) {
    this.#engine = engine
  }

  get session(): Session {
    return this.#engine.session
  }

  /** What the server bears of one client. */
  get limits(): CoreCapability {
    return this.#engine.connection.limits
  }

  onSession(listener: () => void): () => void {
    return this.#engine.connection.onSession.add(listener)
  }

  get syncState(): SyncState {
    return this.#engine.status.state
  }

  onSyncState(listener: () => void): () => void {
    return this.#engine.status.onChange.add(listener)
  }

  /** The server would not do what was shown as done; it is shown no more. */
  onRefused(listener: (refusal: Refusal) => void): () => void {
    return this.#engine.writes.onRefused.add(listener)
  }

  /** One of the types that the client is `told` of moved in an account, or may have. */
  onMoved(type: string, accountId: string, listener: () => void): () => void {
    return this.#engine.onMoved.add((moved, inAccount) => {
      if (moved === type && inAccount === accountId) listener()
    })
  }

  /** The account in which records of a type are made when nothing else is said. */
  // RFC 8620 §2
  primaryAccount(type: string): string {
    const { capability } = this.#engine.catalogue.type(type).descriptor
    const id = this.session.primaryAccounts[capability]
    if (id === undefined) throw new Refused('accountNotFound', `there is no account for ${type}`)
    return id
  }

  /** A record as it is to be shown: null when there is none, undefined while it is not known. */
  read(type: string, id: string, accountId = this.primaryAccount(type)): JsonObject | null | undefined {
    return this.#engine.tables.of(accountId, type).read(this.#engine.outbox.resolve(id))
  }

  /** Tells when a record is to be shown otherwise. */
  watch(type: string, id: string, listener: () => void, accountId = this.primaryAccount(type)): () => void {
    return this.#engine.tables.of(accountId, type).watch(this.#engine.outbox.resolve(id), listener)
  }

  /** Has records read: those properties that are not known yet, the listed ones unless others are named. */
  fetch(
    type: string,
    ids: readonly string[],
    properties?: readonly string[],
    accountId = this.primaryAccount(type),
  ): Promise<void> {
    const table = this.#engine.tables.of(accountId, type)
    const resolved = ids.map(id => this.#engine.outbox.resolve(id))
    return this.#engine.fetcher.fetch(table, resolved, properties ?? table.type.listed)
  }

  /** A list; the same question gives the same list. */
  query(type: string, spec: QuerySpec = {}): Query {
    const accountId = spec.accountId ?? this.primaryAccount(type)
    return this.#engine.queries.of(readQuestion(this.#engine.catalogue.type(type), accountId, spec))
  }

  /** Lists of several accounts as one, in the order that all of them have. */
  merged(type: string, specs: readonly QuerySpec[]): Merged {
    const queries = specs.map(spec => this.query(type, spec))
    return new Merged(queries, ({ source: { table } }, ids) =>
      this.#engine.fetcher.fetch(table, ids, table.type.listed),
    )
  }

  /** The id is a temporary one; it goes on naming the record once the server has given another. */
  create(
    type: string,
    record: JsonObject,
    { accountId, expected }: { accountId?: string; expected?: JsonObject } = {},
  ): Doing & { readonly id: string } {
    const id = temporaryId()
    const ref = { type, accountId: accountId ?? this.primaryAccount(type), id }
    const creation: Change = { kind: 'create', ...ref, record, ...(expected && { expected }) }
    return { id, saved: this.perform(null, [creation]).saved }
  }

  update(type: string, id: string, patch: PatchObject, accountId = this.primaryAccount(type)): Doing {
    return this.perform(null, [{ kind: 'update', type, accountId, id, patch }])
  }

  destroy(type: string, id: string, accountId = this.primaryAccount(type)): Doing {
    return this.perform(null, [{ kind: 'destroy', type, accountId, id }])
  }

  /** Does several things as one, that can be undone as one; `doing` names what they are done together with. */
  perform(label: string | null, changes: readonly Change[], doing?: string): Performed {
    return this.#engine.writes.perform(label, changes, doing)
  }

  undo(token: UndoToken): Promise<void> {
    return this.#engine.writes.undo(token)
  }

  /** Leaves calls to the outbox, behind what waits there; they may name what that will create by temporary id. */
  enqueue(calls: CallsToSend): Doing {
    return this.#engine.writes.enqueue(calls)
  }

  /** Takes back the calls that are to make what has this temporary id; false when they may have left. */
  withdraw(id: string): Promise<boolean> {
    return this.#engine.writes.withdraw(id)
  }

  /** The id by which the server knows what was made here, as soon as it does. */
  resolve(id: string): string {
    return this.#engine.outbox.resolve(id)
  }

  /** Asks the server now, past the store: for what is no record. */
  ask(using: readonly string[], calls: readonly Invocation[]): Promise<Answers> {
    return this.#engine.connection.ask(using, calls)
  }

  /** What methods of a type's own tell of its records, kept here within bounds; for what never changes. */
  cache(name: string, spec: CacheSpec): Cache {
    return this.#engine.caches.of(name, spec)
  }

  upload(file: Blob, options: UploadOptions): Promise<UploadedBlob> {
    return this.#engine.uploads.upload(file, options)
  }

  /** A file that waits here to be uploaded. */
  findFile(blobId: string): Promise<Blob | null> {
    return this.#engine.uploads.find(blobId)
  }

  // RFC 8620 §6.2
  downloadUrl(accountId: string, blobId: string, name: string, type: string): string {
    const variables = { accountId, blobId: this.resolve(blobId), name, type }
    return this.#engine.connection.url(expandUrl(this.session.downloadUrl, variables))
  }

  /** The network is said to be back, or the page is looked at again. */
  wake(): void {
    this.#engine.wake()
  }

  /** The network is said to be gone. */
  lose(): void {
    this.#engine.lose()
  }

  /** Writes to disk what is not there yet. */
  flush(): Promise<void> {
    return this.#engine.flush()
  }

  close(): Promise<void> {
    return this.#engine.close()
  }

  /** Closes, and leaves nothing of this person in the browser, not even what waits to be sent. */
  forget(): Promise<void> {
    return this.#engine.forget()
  }
}
