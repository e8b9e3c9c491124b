import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer, type SMTPServerOptions } from 'smtp-server'
import { certificateOf, hostnameOf } from '../../../core/certificate/certificate.ts'
import type { House } from '../../../core/house.ts'
import type { Listening } from '../../../core/module.ts'
import { readQuotedPath } from '../../../wire/smtp/path.ts'
import { ChunkingConnection } from './chunking.ts'
import { AUTH_NAMES, beginExchange, type OnExchange } from './exchange.ts'
import { CLOSE_MS, type Limits, TRACE_BYTES } from './limits.ts'
import { isLoopback } from './traffic.ts'

// smtp-server keeps the order of commands, the extensions and the timeouts; what it is told here is the house's.
// It reads a message up to CR LF . CR LF and nothing else; what stands within is judged by content.ts.

export type Hooks = Pick<
  SMTPServerOptions,
  'onConnect' | 'onSecure' | 'onAuth' | 'onMailFrom' | 'onRcptTo' | 'onData' | 'onClose'
> &
  Pick<SMTPServerOptions, 'secure' | 'disabledCommands' | 'allowInsecureAuth'> & {
    /** What the door offers beyond the library. */
    readonly extensions?: () => readonly string[]
    /** Logs in by a mechanism that the library has not. */
    readonly onExchange?: OnExchange
  }

export async function openServer(
  house: House,
  port: number,
  limits: Limits,
  hooks: Hooks,
): Promise<Listening> {
  const certificate = await certificateOf(house)
  const { extensions = () => [], onExchange = null, ...options } = hooks
  const given: Given = {
    extensions: () => ['CHUNKING', ...extensions()],
    onExchange,
    isTrusted: ip => limits.isLoopbackFree && isLoopback(ip),
  }
  const server = new Server(given, {
    ...options,
    ...certificate.current(),
    name: hostnameOf(house.config),
    banner: 'Bastide',
    authMethods: [...(onExchange ? AUTH_NAMES : [])],
    // RFC 1870 §3; PIPELINING (RFC 2920 §3) and 8BITMIME (RFC 6152 §2) are offered unasked.
    size: house.config.mail.maxSize - TRACE_BYTES,
    rejectOversized: true,
    maxClients: limits.connections,
    maxRecipients: limits.recipients,
    socketTimeout: limits.idleMs,
    closeTimeout: CLOSE_MS,
    hideENHANCEDSTATUSCODES: false,
    hideDSN: false,
    // RFC 8689 §4: only who keeps the promise on every hop may offer it.
    hideREQUIRETLS: true,
    // Names of addresses are for judging mail, not for taking it: no session waits for a resolver.
    disableReverseLookup: true,
    logger: false,
  })
  const forget = certificate.onChange(pair => server.updateSecureContext({ ...pair }))
  server.on('error', error => house.log.debug('an SMTP session broke off', { error: error.message }))
  const listening = once(server.server, 'listening')
  const failed = once(server.server, 'error').then(([error]) => Promise.reject(error))
  server.listen(port, house.config.host)
  await Promise.race([listening, failed])
  failed.catch(() => {})
  return {
    port: (server.server.address() as AddressInfo).port,
    close: () =>
      new Promise(resolve => {
        forget()
        server.close(() => resolve())
      }),
  }
}

/** What the house tells its connections. */
interface Given {
  readonly extensions: () => readonly string[]
  readonly onExchange: OnExchange | null
  /** Whether whoever comes from there is not put to the test. */
  readonly isTrusted: (ip: string) => boolean
}

class Server extends SMTPServer {
  readonly #given: Given

  constructor(given: Given, options: SMTPServerOptions) {
    super(options)
    this.#given = given
  }

  override connect(
    socket: Parameters<SMTPServer['connect']>[0],
    options?: ConstructorParameters<typeof ChunkingConnection>[2],
  ) {
    const connection = new Connection(this.#given, this, socket, options)
    this.connections.add(connection)
    connection.on('error', error => this._onError(error))
    connection.init()
  }
}

// RFC 5321 §3.3
const BARE_PATH = /^((?:mail from|rcpt to)\s*:\s*)([^\s<>@:]+@[^\s<>@]+)(?=\s|$)/i

const OWN_STATUS = /^[245]\.\d{1,3}\.\d{1,3} /

class Connection extends ChunkingConnection {
  readonly #given: Given
  #isGreeting = false
  #isReady = false

  constructor(given: Given, ...rest: ConstructorParameters<typeof ChunkingConnection>) {
    super(...rest)
    this.#given = given
  }

  /**
   * The library greets after a tenth of a second, so that whoever talks out of turn is caught. A filter or proxy on this
   * machine, which may come with each message anew, does not wait for that.
   */
  override _setListeners(callback: () => void): void {
    super._setListeners(() => {
      callback()
      if (!this._closing && this.#given.isTrusted(this.remoteAddress)) this.connectionReady()
    })
  }

  /** Once, and not again when the tenth of a second is over. */
  override connectionReady(next?: () => void): void {
    if (this.#isReady) return
    this.#isReady = true
    super.connectionReady(next)
  }

  override handler_EHLO(command: Buffer, callback: () => void): void {
    this.#isGreeting = true
    super.handler_EHLO(command, callback)
    this.#isGreeting = false
  }

  /**
   * Scanners and old machines leave out the angle brackets. And the library reads no quoted local part: something else
   * stands in its place while it reads the rest. What would break the command that relays it, a bracket, is in no
   * recipient. RFC 5321 §4.1.2
   */
  override _parseAddressCommand(name: string, given: Buffer | string) {
    const command = given.toString().replace(BARE_PATH, '$1<$2>')
    const quoted = readQuotedPath(command)
    if (!quoted) return super._parseAddressCommand(name, command)
    const { before, local, after } = quoted
    if (name === 'rcpt to' && /[<>]/.test(local)) return false
    const parsed = super._parseAddressCommand(name, `${before}${'x'.repeat(local.length)}${after}`)
    if (!parsed) return parsed
    return { ...parsed, address: `${local}${parsed.address.slice(parsed.address.lastIndexOf('@'))}` }
  }

  override handler_AUTH(command: Buffer, callback: () => void): void {
    const { onExchange } = this.#given
    const isOurs = onExchange && !this.session.user && beginExchange(this, command, callback, onExchange)
    if (!isOurs) super.handler_AUTH(command, callback)
  }

  /** A text that begins with a status of its own is not given another. RFC 3463 §2 */
  override send(code: number, data?: string | string[] | null, context?: string | false): void {
    const hasOwn = typeof data === 'string' && OWN_STATUS.test(data)
    const said = this.#isGreeting && Array.isArray(data) ? [...data, ...this.#given.extensions()] : data
    super.send(code, said, hasOwn ? false : context)
  }
}
