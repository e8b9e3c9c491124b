import type { Session } from '../../wire/jmap/session.ts'
import { Catalogue } from './catalogue.ts'
import { Client } from './client.ts'
import { dropForeign, openDatabase } from './disk/schema.ts'
import { Sessions } from './disk/sessions.ts'
import { Engine } from './engine.ts'
import { type ClientOptions, settingsOf } from './options.ts'
import { Connection } from './transport/connection.ts'

/**
 * Opens the client of whoever is signed in. One who was here before is shown at once what was kept, while the server
 * is asked whether the session still stands; it rejects where there is neither.
 */
export async function createClient(options: ClientOptions): Promise<Client> {
  const { baseUrl, name, network } = settingsOf(options)
  const sessions = new Sessions(name)
  const connection = new Connection(network, baseUrl)
  const kept = await sessions.readLast()
  if (kept) connection.useKept(kept)
  const session = kept ?? (await connection.confirm())
  return open(options, connection, sessions, session)
}

async function open(
  options: ClientOptions,
  connection: Connection,
  sessions: Sessions,
  session: Session,
): Promise<Client> {
  const db = await openDatabase(sessions.databaseName(session))
  await dropForeign(db, new Catalogue(options.types, options.listed).fingerprint)
  await sessions.keep(session)
  const engine = new Engine(options, connection, sessions, db)
  await engine.open()
  return new Client(engine)
}
