import type { Readable } from 'node:stream'
import SMTPConnection, {
  type SMTPConnectionSendInfo,
  type SMTPEnvelope,
} from 'nodemailer/lib/smtp-connection'
import { hostnameOf } from '../../../../core/certificate/certificate.ts'
import { openOutgoing } from '../../../../core/outgoing/outgoing.ts'
import type { Config } from '../../../../lib/config.ts'
import { isLoopback } from '../traffic.ts'
import type { Host } from './route.ts'

/** A session with another server, ready for messages. */
export interface Session {
  readonly host: string
  send(envelope: SMTPEnvelope, message: Readable): Promise<SMTPConnectionSendInfo>
  close(): void
}

// RFC 5321 §4.5.3.2
const CONNECT_MS = 60_000
const GREETING_MS = 5 * 60_000
const ANSWER_MS = 10 * 60_000

/** Only public addresses are reached, but for the smart host that the administrator has named. */
export async function openSession(config: Config, { host, port }: Host): Promise<Session> {
  const { smarthost } = config
  const isSmart = smarthost.host === host && smarthost.port === port
  const outgoing = openOutgoing({ allowPrivate: isSmart ? [host] : [] })
  const socket = await outgoing.connectTcp(host, port, CONNECT_MS).finally(() => outgoing.close())
  const isSecret = isSmart && smarthost.password !== null && !isLoopback(socket.remoteAddress ?? '')
  const connection = new SMTPConnection({
    connection: socket,
    host,
    name: hostnameOf(config),
    greetingTimeout: GREETING_MS,
    socketTimeout: ANSWER_MS,
    // Between strangers, encryption without proof is better than none; a password asks for proof. RFC 3207 §4.1
    secure: isSmart && port === 465,
    requireTLS: isSecret,
    opportunisticTLS: !isSecret,
    tls: { rejectUnauthorized: isSecret },
    logger: false,
  })
  await ready(connection)
  if (isSmart && smarthost.user !== null && smarthost.password !== null)
    await logIn(connection, smarthost.user, smarthost.password)
  return {
    host,
    send: (envelope, message) => send(connection, envelope, message),
    close: () => connection.quit(),
  }
}

function ready(connection: SMTPConnection): Promise<void> {
  return new Promise((resolve, reject) => {
    connection.once('error', reject)
    connection.once('end', () => reject(new Error('the server closed the connection')))
    connection.connect(error => {
      if (error) return reject(error)
      connection.removeAllListeners('error')
      // What breaks later is told by the command that was under way.
      connection.on('error', () => {})
      resolve()
    })
  })
}

const logIn = (connection: SMTPConnection, user: string, pass: string): Promise<void> =>
  new Promise((resolve, reject) =>
    connection.login({ user, pass }, error => (error ? reject(error) : resolve())),
  )

const send = (connection: SMTPConnection, envelope: SMTPEnvelope, message: Readable) =>
  new Promise<SMTPConnectionSendInfo>((resolve, reject) =>
    connection.send(envelope, message, (error, info) => (error ? reject(error) : resolve(info!))),
  )
