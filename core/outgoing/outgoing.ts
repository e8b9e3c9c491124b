import { once } from 'node:events'
import { connect, type Socket } from 'node:net'
import { Agent, type Dispatcher, fetch, ProxyAgent, type RequestInit, type Response } from 'undici'
import { Refused } from '../../lib/errors.ts'
import { bare, guard } from './guard.ts'
import { remembering } from './remember.ts'
import { openResolver, type Resolver } from './resolver.ts'

// The only way out for requests whose address somebody gave us: a subscription, a remote picture, a web hook. It
// reaches public addresses alone. The check is made on the addresses that are connected to, at that moment, so that a
// name cannot change its mind in between; and again after every redirect.

export interface OutgoingOptions {
  /** Hosts or networks of the configuration that may be reached although they are private. */
  readonly allowPrivate?: readonly string[]
  /** A proxy of HTTP and HTTPS requests, which then decides alone what names mean. */
  readonly proxy?: string | null
  /** Name servers that are asked for records; those of the machine without any. */
  readonly dns?: readonly string[]
}

export interface OutgoingRequest {
  readonly method?: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'DELETE'
  readonly headers?: Readonly<Record<string, string>>
  readonly body?: string | Buffer
  /** The largest body that is taken. */
  readonly maxBytes?: number
  /** For the whole of it, redirects and body included. */
  readonly timeoutMs?: number
  readonly maxRedirects?: number
}

export interface OutgoingResponse {
  readonly status: number
  readonly headers: Headers
  /** Where it came from at last. */
  readonly url: string
  readonly body: Buffer
}

export interface Outgoing {
  fetch(url: string, request?: OutgoingRequest): Promise<OutgoingResponse>
  /** A TCP connection, for the relay of mail. */
  connectTcp(host: string, port: number, timeoutMs?: number): Promise<Socket>
  /** Records of DNS, as they were within the last minute. */
  readonly dns: Resolver
  /** As they are now. */
  readonly freshDns: Resolver
  close(): Promise<void>
}

const TIMEOUT_MS = 20_000
const MAX_BYTES = 10 * 2 ** 20
const MAX_REDIRECTS = 5

export function openOutgoing({ allowPrivate = [], proxy = null, dns = [] }: OutgoingOptions = {}): Outgoing {
  const guarded = guard(allowPrivate)
  const freshDns = openResolver({ servers: dns })
  const dispatcher: Dispatcher = proxy
    ? new ProxyAgent(proxy)
    : new Agent({ connect: { lookup: guarded.lookup, timeout: TIMEOUT_MS }, headersTimeout: TIMEOUT_MS })
  return {
    fetch: (url, request = {}) => follow(dispatcher, guarded.check, url, request),
    connectTcp: (host, port, timeoutMs = TIMEOUT_MS) => connectGuarded(guarded, host, port, timeoutMs),
    dns: remembering(freshDns),
    freshDns,
    close: () => dispatcher.close(),
  }
}

async function follow(
  dispatcher: Dispatcher,
  check: (host: string) => void,
  address: string,
  request: OutgoingRequest,
): Promise<OutgoingResponse> {
  const signal = AbortSignal.timeout(request.timeoutMs ?? TIMEOUT_MS)
  let url = readUrl(address)
  let sent: OutgoingRequest = request
  for (let left = request.maxRedirects ?? MAX_REDIRECTS; ; left--) {
    check(url.hostname)
    const response = await ask(dispatcher, url, sent, signal)
    const next = redirection(response, url)
    if (!next) return take(response, url, request.maxBytes ?? MAX_BYTES)
    await response.body?.cancel()
    if (left === 0) throw new Refused('unavailable', 'there were too many redirects')
    sent = redirected(sent, response.status, next.origin === url.origin)
    url = next
  }
}

function readUrl(address: string): URL {
  const url = URL.parse(address)
  if (url?.protocol !== 'https:' && url?.protocol !== 'http:')
    throw new Refused('forbidden', 'only addresses that begin with https:// or http:// are asked')
  if (url.username || url.password) throw new Refused('forbidden', 'an address cannot carry a password')
  return url
}

async function ask(
  dispatcher: Dispatcher,
  url: URL,
  { method = 'GET', headers = {}, body }: OutgoingRequest,
  signal: AbortSignal,
): Promise<Response> {
  const init: RequestInit = { method, headers: { ...headers }, redirect: 'manual', dispatcher, signal }
  try {
    return await fetch(url, body === undefined ? init : { ...init, body })
  } catch (error) {
    throw refusalOf(error, url)
  }
}

/** What the guard refused comes wrapped; anything else is that the other side cannot be reached. */
function refusalOf(error: unknown, { host }: URL): Refused {
  for (let cause = error; cause instanceof Error; cause = cause.cause)
    if (cause instanceof Refused) return cause
  return new Refused('unavailable', `${host} did not answer: ${(error as Error).message}`)
}

const REDIRECTS = new Set([301, 302, 303, 307, 308])

function redirection(response: Response, from: URL): URL | null {
  const location = response.headers.get('location')
  if (!REDIRECTS.has(response.status) || location === null) return null
  return readUrl(URL.parse(location, from)?.href ?? '')
}

/** RFC 9110 §15.4: 307 and 308 repeat the request; the others only ask. Secrets stay with the host they were for. */
function redirected(request: OutgoingRequest, status: number, sameOrigin: boolean): OutgoingRequest {
  const { body, headers = {}, method = 'GET', ...rest } = request
  const kept = sameOrigin ? headers : {}
  if (status === 307 || status === 308)
    return { ...rest, method, headers: kept, ...(body === undefined ? {} : { body }) }
  return { ...rest, method: method === 'HEAD' ? 'HEAD' : 'GET', headers: kept }
}

async function take(response: Response, url: URL, maxBytes: number): Promise<OutgoingResponse> {
  const pieces: Uint8Array[] = []
  let size = 0
  try {
    for await (const piece of response.body ?? []) {
      size += piece.length
      if (size > maxBytes) throw new Refused('tooLarge', `${url.host} sent more than ${maxBytes} bytes`)
      pieces.push(piece)
    }
  } catch (error) {
    throw refusalOf(error, url)
  }
  const { status } = response
  const headers = new Headers([...response.headers])
  return { status, headers, url: url.href, body: Buffer.concat(pieces) }
}

async function connectGuarded(
  { check, lookup }: ReturnType<typeof guard>,
  host: string,
  port: number,
  timeoutMs: number,
): Promise<Socket> {
  check(host)
  const socket = connect({ host: bare(host), port, lookup })
  try {
    await once(socket, 'connect', { signal: AbortSignal.timeout(timeoutMs) })
    return socket
  } catch (error) {
    socket.destroy()
    if (error instanceof Refused) throw error
    throw new Refused('unavailable', `${host} did not answer: ${(error as Error).message}`)
  }
}
