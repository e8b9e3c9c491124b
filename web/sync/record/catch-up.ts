import { capabilitiesOf } from '../../../lib/descriptor.ts'
import { type ChangesResponse, readChangesResponse, readGetResponse } from '../../../wire/jmap/record.ts'
import { isRefusedAs } from '../transport/answers.ts'
import type { Connection } from '../transport/connection.ts'
import { getArguments } from './fetcher.ts'
import type { Table } from './table.ts'

const MAX_CHANGES = 500

/** Brings a table to the server's present state, by changes where the server can tell them. */
export async function catchUp(connection: Connection, table: Table): Promise<void> {
  try {
    while (table.state !== null && (await takeChanges(connection, table, table.state)));
  } catch (error) {
    if (!isRefusedAs(error, 'cannotCalculateChanges')) throw error
    await startAnew(connection, table)
  }
}

/** True while there are more. The state moves only when the records that changed have been read again. */
// RFC 8620 §5.2
async function takeChanges(connection: Connection, table: Table, since: string): Promise<boolean> {
  const method = `${table.type.name}/changes`
  const args = { accountId: table.accountId, sinceState: since, maxChanges: MAX_CHANGES }
  const answers = await connection.ask([table.type.descriptor.capability], [[method, args, 'changes']])
  const changes = readChangesResponse(answers.read('changes', method))
  await readAgain(connection, table, [...changes.created, ...changes.updated])
  applyChanges(table, changes)
  return changes.hasMoreChanges && changes.newState !== since
}

function applyChanges(table: Table, changes: ChangesResponse): void {
  const notHeld = [...changes.created, ...changes.updated].filter(id => !table.held(id))
  const destroyed = new Set(changes.destroyed)
  table.state = changes.newState
  table.ledger.drop(notHeld)
  table.forgetAbsence(notHeld.filter(id => !destroyed.has(id)))
  table.remove(changes.destroyed)
}

/** Reads records once more: of those held what is held of them, of others that someone looks at what is listed. */
async function readAgain(connection: Connection, table: Table, ids: readonly string[]): Promise<void> {
  const wanted = ids.filter(id => table.held(id) || table.isWatched(id))
  const groups = Map.groupBy(wanted, id => propertiesOf(table, id).join())
  for (const [names, group] of groups) await readGroup(connection, table, group, names.split(','))
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
  table.ledger.forgetDisk()
}

/** An empty /get tells the state. */
// RFC 8620 §5.1
async function readState(connection: Connection, table: Table): Promise<string> {
  const method = `${table.type.name}/get`
  const args = { accountId: table.accountId, ids: [] }
  const answers = await connection.ask(capabilitiesOf(table.type.descriptor), [[method, args, 'get']])
  return readGetResponse(answers.read('get', method)).state
}
