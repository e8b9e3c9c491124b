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
  if (kept) connection.useSession(kept)
  const session = kept ?? (await connection.fetchSession())
  if (!kept) await sessions.keep(session)
  const client = await open(options, connection, sessions, session)
  if (kept) void confirm(options, connection, kept)
  return client
}

async function open(
  options: ClientOptions,
  connection: Connection,
  sessions: Sessions,
  session: Session,
): Promise<Client> {
  const db = await openDatabase(sessions.databaseName(session))
  await dropForeign(db, new Catalogue(options.types, options.listed).fingerprint)
  const engine = new Engine(options, connection, sessions, db)
  await engine.open()
  return new Client(engine)
}

/** Someone else's session: what is shown is not theirs to see. */
async function confirm(options: ClientOptions, connection: Connection, kept: Session): Promise<void> {
  const session = await connection.fetchSession().catch(() => null)
  if (session && session.username !== kept.username) options.onSignedOut?.()
}
