import type { Descriptor } from '../lib/descriptor.ts'
import type { Refused } from '../lib/errors.ts'
import type { AccountId, RecordId } from '../lib/id.ts'
import type { Access } from '../store/access.ts'
import type { Queryable, Tx } from '../store/database.ts'
import type { Migrations } from '../store/migrate.ts'
import type { QueryHooks } from '../store/records/query.ts'
import type { Wire } from '../store/records/read.ts'
import type { Reachable } from './access.ts'
import type { Actor } from './actor.ts'
import type { House } from './house.ts'
import type { Job } from './jobs.ts'

/**
 * A module's face: plain data that app/ registers. Nothing happens when it is imported.
 */
export interface Module {
  readonly name: string
  /** JMAP capabilities: what the session says of them, and what an account says. */
  readonly capabilities: Readonly<Record<string, Capability>>
  readonly types: readonly RecordType[]
  /** States that are pushed without a type of records: a verb moves them as it takes numbers. */
  readonly pushTypes?: Readonly<Record<string, PushType>>
  /** Methods beyond the six of each type, by JMAP name ("Email/import"). */
  readonly methods?: Readonly<Record<string, MethodOf>>
  readonly migrations?: Migrations
  readonly jobs?: Readonly<Record<string, Job>>
  /** Jobs that run by the clock: five cron fields, or `every` minutes. */
  readonly schedule?: readonly { readonly job: string; readonly cron: string }[]
  /** Announcements (`tx.announce`) that are counted by day for the administration, and as what (activity.ts). */
  readonly counts?: Readonly<Record<string, string>>
  /** Servers of the module's own protocols; they listen once the house is ready. */
  readonly listeners?: readonly Listener[]
  /** Called before bytes that an account holds are given out by the name of their blob, for whatever writes down who reads. */
  readonly noteReading?: (call: Call, access: Access) => Promise<void>
  /** Called inside the transaction that makes an individual, group or resource, for what each account starts with. */
  readonly furnish?: (tx: Tx, account: { accountId: AccountId; language: string }) => Promise<void>
}

export interface PushType {
  readonly capability: string
  /** Those who are not the owner of the account are not told. */
  readonly isOwners?: boolean
  /** Somebody waits for it: a device that sleeps is woken. */
  readonly isUrgent?: boolean
}

export interface Capability {
  readonly session: (house: House) => object | Promise<object>
  /** What stands in accountCapabilities; null leaves the capability out of that account. */
  readonly account: (house: House, access: Access, whose: Whose) => object | null
}

/** Whose account it is, for the one who asks. */
export interface Whose extends Reachable {
  readonly actor: Actor
}

export interface Listener {
  /** "smtp", "submission", "imap"…: as its port is called in the configuration. */
  readonly name: string
  /** Processes of this role run it. */
  readonly role: 'mx' | 'imap'
  listen(house: House): Promise<Listening>
}

export interface Listening {
  readonly port: number
  /** Takes no more, lets what runs end, and resolves. */
  close(): Promise<void>
}

/** What one method call runs with. */
export interface Call {
  readonly house: House
  readonly actor: Actor
  /** Rights of the actor on an account; refuses `accountNotFound`. */
  access(accountId: unknown): Promise<Access>
  /** The state of a type, read before whatever is asked for next; older at most than an earlier call of the request. */
  state(access: Access, type: string): Promise<string>
  /** Ids of records created by earlier calls of the request, by creation id. */
  readonly createdIds: Map<string, string>
  readonly using: ReadonlySet<string>
}

/** Answers with the response's arguments; `followUps` are implicit calls whose responses come after it. */
export type Method = (call: Call, args: Readonly<Record<string, unknown>>) => Promise<Answer>

export interface Answer {
  readonly response: object
  readonly followUps?: readonly { readonly name: string; readonly args: object }[]
}

export interface MethodOf {
  readonly capability: string
  readonly run: Method
}

/** A file that is made while it is read. */
export interface ExportedFile {
  readonly name: string
  readonly type: string
  readonly body: AsyncIterable<Uint8Array>
}

/** A type of record and its hooks; a light type has none. */
export interface RecordType {
  readonly descriptor: Descriptor
  /** `directory`: one set of records for the organisation; `personal`: in each account. */
  readonly home: 'personal' | 'directory'
  /** Of a personal type: the directory shows each reader their own records of it, as if they stood there. */
  readonly isShownInDirectory?: boolean
  /** In the directory, who may read and write; everybody reads and administrators write by default. */
  readonly mayRead?: (actor: Actor) => boolean
  readonly mayWrite?: (actor: Actor) => boolean
  /** SQL for filters and sorts that the descriptor leaves to hooks. */
  readonly query?: QueryHooks
  /** Replaces the generic query, for types with arguments of their own (collapseThreads). */
  readonly runQuery?: Method
  readonly runQueryChanges?: Method
  /** Replaces the generic reading of records; `args` are the rest of the /get's arguments. */
  readonly read?: (
    call: Call,
    access: Access,
    ids: readonly RecordId[] | null,
    properties: readonly string[],
    args: Readonly<Record<string, unknown>>,
  ) => Promise<Wire[]>
  /** A record as a file to be taken elsewhere; null where the reader may not see it. */
  readonly exportFile?: (call: Call, access: Access, id: RecordId) => Promise<ExportedFile | null>
  /** Fills the computed properties asked for into records that were read generically, all at once. */
  readonly compute?: (
    db: Queryable,
    call: Call,
    access: Access,
    records: Wire[],
    properties: ReadonlySet<string>,
  ) => Promise<void>
  /** Replaces the generic list of changes. */
  readonly runChanges?: Method
  readonly write?: WriteHooks
}

export interface SetChanges {
  readonly create: ReadonlyMap<string, Readonly<Record<string, unknown>>>
  /** Patches as sent (RFC 8620 §5.3), creation references resolved. */
  readonly update: ReadonlyMap<RecordId, Readonly<Record<string, unknown>>>
  readonly destroy: readonly RecordId[]
  /** Arguments of the /set beyond the standard ones (onDestroyRemoveEmails). */
  readonly args: Readonly<Record<string, unknown>>
}

/** Properties that the server set, `id` among them; or why this one was refused. */
export type Outcome = Readonly<Record<string, unknown>> | Refused | null

/** A record as it stands from now on, and as it stood; null: it was made. */
export interface Written {
  readonly record: Readonly<Record<string, unknown>>
  readonly previous: Wire | null
}

/**
 * The three moments of a heavy type's write. Verbs get whole batches and answer for each key; what they leave out
 * falls to the generic writer.
 */
export interface WriteHooks {
  /** Outside the transaction: build a message, fetch a blob. What it returns is handed to the verbs. */
  readonly prepare?: (call: Call, access: Access, changes: SetChanges) => Promise<unknown>
  readonly create?: (
    tx: Tx,
    call: Call,
    access: Access,
    changes: SetChanges,
    prepared: never,
  ) => Promise<ReadonlyMap<string, Outcome>>
  readonly update?: (
    tx: Tx,
    call: Call,
    access: Access,
    changes: SetChanges,
    prepared: never,
  ) => Promise<ReadonlyMap<RecordId, Outcome>>
  readonly destroy?: (
    tx: Tx,
    call: Call,
    access: Access,
    changes: SetChanges,
    prepared: never,
  ) => Promise<ReadonlyMap<RecordId, Outcome>>
  /** For the generic writer: refuses a record that its properties alone do not forbid, or completes it. */
  readonly check?: (
    tx: Tx,
    call: Call,
    access: Access,
    record: Record<string, unknown>,
    previous: Wire | null,
  ) => Promise<void>
  /** For the generic writer: within the transaction, once records are accepted and written: news of them, and no sooner. */
  readonly written?: (tx: Tx, call: Call, access: Access, records: readonly Written[]) => Promise<void>
  /** After the commit: what follows from the answer (implicit calls such as onSuccessUpdateEmail). */
  readonly followUps?: (
    call: Call,
    args: Readonly<Record<string, unknown>>,
    response: Readonly<Record<string, unknown>>,
    prepared: never,
  ) => readonly { readonly name: string; readonly args: object }[]
}
