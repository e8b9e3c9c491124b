import { once } from 'node:events'
import { ImapFlow } from 'imapflow'
import type { Actor } from '../../core/actor.ts'
import { greet } from '../../modules/mail/smtp/test/client.ts'
import type { Reply } from '../../wire/smtp/reply.ts'
import { PASSWORD, type TestHouse } from '../house.ts'
import { type Args, type JmapClient, jmapClient } from '../jmap.ts'

/** One person's mail, through every door of the house. */
export interface Doors {
  readonly jmap: JmapClient
  /** A library that many clients stand on; none of its reading is ours. */
  readonly imap: ImapFlow
  /** Delivers these very bytes. */
  send(message: Buffer): Promise<Reply>
  /** Delivers, and tells the Email that came of it. */
  receive(message: Buffer): Promise<string>
  /** Ids of mailboxes by role. */
  readonly mailboxes: ReadonlyMap<string, string>
  close(): Promise<void>
}

export async function openDoors(town: TestHouse, actor: Actor): Promise<Doors> {
  const jmap = jmapClient(town.url, actor)
  const imap = await openImap(town, actor)
  const send = (message: Buffer) => deliver(town.ports['smtp']!, actor.address, message)
  return {
    jmap,
    imap,
    send,
    receive: async message => {
      const { state } = await jmap.call('Email/get', { ids: [] })
      const { code, lines } = await send(message)
      if (code !== 250) throw new Error(`${code} ${lines.join(' ')}`)
      const [id] = (await jmap.call('Email/changes', { sinceState: state }))['created'] as string[]
      return id!
    },
    mailboxes: await mailboxesOf(jmap),
    close: () => imap.logout(),
  }
}

export async function openImap(town: TestHouse, actor: Actor): Promise<ImapFlow> {
  const imap = new ImapFlow({
    host: '127.0.0.1',
    port: town.ports['imap']!,
    secure: false,
    tls: { rejectUnauthorized: false },
    auth: { user: actor.address, pass: PASSWORD },
    logger: false,
    disableAutoIdle: true,
  })
  await imap.connect()
  return imap
}

async function deliver(port: number, to: string, message: Buffer): Promise<Reply> {
  const client = await greet(port)
  try {
    for (const line of ['MAIL FROM:<someone@elsewhere.example>', `RCPT TO:<${to}>`, 'DATA'])
      await client.say(line)
    client.write(stuffed(message))
    if (client.socket.writableNeedDrain) await once(client.socket, 'drain')
    return await client.hear()
  } finally {
    client.close()
  }
}

/** As it goes over the wire, its end included. RFC 5321 §4.5.2 */
function stuffed(message: Buffer): Buffer {
  const text = message.toString('latin1').replace(/(^|\r\n)\./g, '$1..')
  return Buffer.from(`${text}${text === '' || text.endsWith('\r\n') ? '' : '\r\n'}.\r\n`, 'latin1')
}

export async function mailboxesOf(jmap: JmapClient): Promise<Map<string, string>> {
  const { list } = await jmap.call('Mailbox/get', { ids: null })
  return new Map((list as Args[]).map(({ role, id }) => [String(role), String(id)]))
}
