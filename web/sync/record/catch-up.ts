import { capabilitiesOf } from '../../../lib/descriptor.ts'
import { type ChangesResponse, readChangesResponse, readGetResponse } from '../../../wire/jmap/record.ts'
import { isRefusedAs } from '../transport/answers.ts'
import type { Connection } from '../transport/connection.ts'
import { type Fetcher, getArguments } from './fetcher.ts'
import type { Table } from './table.ts'

const MAX_CHANGES = 500
/** So many changed records that the disk alone has are read again in one go; of more, it lets go. */
const MOST_REFRESHED = 1_000

export interface CatchUpParts {
  readonly connection: Connection
  readonly fetcher: Fetcher
}

/** Brings a table to the server's present state, by changes where the server can tell them. */
export async function catchUp(parts: CatchUpParts, table: Table): Promise<void> {
  try {
    for (let room = MOST_REFRESHED; table.state !== null; ) {
      const since = table.state
      const changes = await askChanges(parts.connection, table, since)
      room -= changes.updated.length
      if (room >= 0) await parts.fetcher.restore(table, changes.updated)
      await takeIn(parts.connection, table, changes)
      if (!changes.hasMoreChanges || changes.newState === since) return
    }
  } catch (error) {
    if (!isRefusedAs(error, 'cannotCalculateChanges')) throw error
    await startAnew(parts.connection, table)
  }
}

/**
 * Another tab left the disk at a state that this table does not know: what changed from there to here is noted, so that
 * the two go on from one state.
 */
export async function meetDisk(connection: Connection, table: Table, stateOnDisk: string): Promise<void> {
  try {
    const changed = new Set<string>()
    let since = stateOnDisk
    for (let hasMore = true; hasMore; ) {
      const changes = await askChanges(connection, table, since)
      for (const id of [...changes.created, ...changes.updated, ...changes.destroyed]) changed.add(id)
      hasMore = changes.hasMoreChanges && changes.newState !== since
      since = changes.newState
    }
    if (since !== table.state) return
    table.ledger.note([...changed].filter(id => table.held(id)))
    table.ledger.drop([...changed].filter(id => !table.held(id)))
    table.ledger.adopt(stateOnDisk)
  } catch (error) {
    if (!isRefusedAs(error, 'cannotCalculateChanges')) throw error
    table.ledger.forgetDisk()
  }
}

// RFC 8620 §5.2
async function askChanges(connection: Connection, table: Table, since: string): Promise<ChangesResponse> {
  const method = `${table.type.name}/changes`
  const args = { accountId: table.accountId, sinceState: since, maxChanges: MAX_CHANGES }
  const answers = await connection.ask([table.type.descriptor.capability], [[method, args, 'changes']])
  return readChangesResponse(answers.read('changes', method))
}

/** The state moves only when the records that changed have been read again. */
async function takeIn(connection: Connection, table: Table, changes: ChangesResponse): Promise<void> {
  await readAgain(connection, table, [...changes.created, ...changes.updated])
  applyChanges(table, changes)
}

function applyChanges(table: Table, changes: ChangesResponse): void {
  const notHeld = [...changes.created, ...changes.updated].filter(id => !table.held(id))
  const destroyed = new Set(changes.destroyed)
  table.state = changes.newState
  table.ledger.drop(notHeld)
  table.forgetAbsence(notHeld.filter(id => !destroyed.has(id)))
  table.remove(changes.destroyed)
}

/**
 * Reads records once more: of those held what is held of them, of others that someone looks at what is listed. One that
 * an older answer brought meanwhile is among them.
 */
async function readAgain(connection: Connection, table: Table, ids: readonly string[]): Promise<void> {
  for (let rest = ids; ; ) {
    const wanted = rest.filter(id => table.held(id) || table.isWatched(id))
    if (wanted.length === 0) return
    const groups = Map.groupBy(wanted, id => propertiesOf(table, id).join())
    for (const [names, group] of groups) await readGroup(connection, table, group, names.split(','))
    rest = rest.filter(id => !wanted.includes(id))
  }
}

function propertiesOf(table: Table, id: string): readonly string[] {
  const held = table.held(id)
  return held
    ? Object.keys(held)
        .filter(name => name !== 'id')
        .sort()
    : table.type.listed
}

async function readGroup(
  connection: Connection,
  table: Table,
  ids: readonly string[],
  properties: readonly string[],
): Promise<void> {
  const size = connection.limits.maxObjectsInGet
  const method = `${table.type.name}/get`
  for (let at = 0; at < ids.length; at += size) {
    const args = getArguments(table, { ids: ids.slice(at, at + size) }, properties)
    const answers = await connection.ask(capabilitiesOf(table.type.descriptor), [[method, args, 'get']])
    const answer = readGetResponse(answers.read('get', method))
    table.merge(answer.list, properties, answer.notFound)
  }
}

/** The server no longer knows what changed: what someone looks at is read again, the rest goes. */
async function startAnew(connection: Connection, table: Table): Promise<void> {
  const used = [...table.ids()].filter(id => table.isWatched(id))
  const unused = [...table.ids()].filter(id => !table.isWatched(id))
  table.release(unused)
  const state = await readState(connection, table)
  await readAgain(connection, table, used)
  table.state = state
  table.forgetDisk()
}

/** An empty /get tells the state. */
// RFC 8620 §5.1
async function readState(connection: Connection, table: Table): Promise<string> {
  const method = `${table.type.name}/get`
  const args = { accountId: table.accountId, ids: [] }
  const answers = await connection.ask(capabilitiesOf(table.type.descriptor), [[method, args, 'get']])
  return readGetResponse(answers.read('get', method)).state
}
