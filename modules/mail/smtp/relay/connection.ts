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
  offers(extension: string): boolean
  /** `utf8` says that the message needs SMTPUTF8, should it be offered. */
  send(envelope: SMTPEnvelope, message: Readable, utf8: boolean): Promise<SMTPConnectionSendInfo>
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
  try {
    await ready(connection)
    if (isSmart && smarthost.user !== null && smarthost.password !== null)
      await logIn(connection, smarthost.user, smarthost.password)
  } catch (error) {
    connection.close()
    throw error
  }
  const inner = connection as SMTPConnection & Inner
  const offers = (extension: string) => inner._supportedExtensions.includes(extension)
  return {
    host,
    offers,
    send: (envelope, message, utf8) => {
      if (utf8 && offers('SMTPUTF8')) announceUtf8(inner)
      return send(connection, envelope, message)
    },
    close: () => connection.quit(),
  }
}

/** What nodemailer keeps to itself: it finds out from the addresses alone whether a message is internationalised. */
interface Inner {
  readonly _supportedExtensions: readonly string[]
  _sendCommand(line: string): void
}

/** Says so of the next message. RFC 6531 §3.4 */
function announceUtf8(connection: Inner): void {
  const sendCommand = connection._sendCommand
  connection._sendCommand = line => {
    connection._sendCommand = sendCommand
    const isSaid = !line.startsWith('MAIL FROM:') || / SMTPUTF8\b/.test(line.slice(line.lastIndexOf('>')))
    sendCommand.call(connection, isSaid ? line : `${line} SMTPUTF8`)
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
