import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'
import { type WebSocket, WebSocketServer } from 'ws'
import type { Descriptor } from '../../../lib/descriptor.ts'
import { CORE, IDEMPOTENT, WEBSOCKET } from '../../../wire/jmap/capability.ts'
import { type Invocation, type Request, readRequest } from '../../../wire/jmap/invocation.ts'
import type { JsonObject } from '../../../wire/jmap/json.ts'
import { readClientMessage } from '../../../wire/jmap/push.ts'
import { resolveReferences } from '../../../wire/jmap/reference.ts'
import { METHODS, MethodFailure } from './methods.ts'
import { MemoryTable } from './store.ts'

export const ACCOUNT = 'a1'

/**
 * A JMAP server in memory, for the tests of the client alone, over the real HTTP and WebSocket. What the tests can
 * say of any server goes in by a base URL; what only this one can do (forget its history, count) by its methods.
 */
export class MemoryServer {
  readonly #http: Server
  readonly #types: ReadonlyMap<string, Descriptor>
  readonly #accounts = new Map<string, ReadonlyMap<string, MemoryTable>>()
  readonly #sockets = new Set<WebSocket>()
  readonly #streams = new Set<ServerResponse>()
  /** Names of the methods called so far. */
  readonly calls: string[] = []
  username: string
  url = ''
  isSignedOut = false

  private constructor(types: readonly Descriptor[], username: string) {
    this.username = username
    this.#types = new Map(types.map(type => [type.name, type]))
    this.give(ACCOUNT)
    this.#http = createServer((request, response) => {
      if (request.url?.startsWith('/events')) return this.#stream(response)
      void this.#answer(request).then(({ status, body }) => {
        response.writeHead(status, { 'content-type': 'application/json' })
        response.end(JSON.stringify(body))
      })
    })
    new WebSocketServer({ server: this.#http, path: '/ws' }).on('connection', socket => this.#connect(socket))
  }

  static async start(
    types: readonly Descriptor[],
    username = 'claire@montauzan.example',
  ): Promise<MemoryServer> {
    const server = new MemoryServer(types, username)
    await new Promise<void>(resolve => server.#http.listen(0, '127.0.0.1', resolve))
    server.url = `http://127.0.0.1:${(server.#http.address() as AddressInfo).port}`
    return server
  }

  async stop(): Promise<void> {
    for (const socket of this.#sockets) socket.terminate()
    this.#http.closeAllConnections()
    await new Promise(resolve => this.#http.close(resolve))
  }

  table(type: string, accountId = ACCOUNT): MemoryTable {
    return this.#accounts.get(accountId)!.get(type)!
  }

  /** One more account, that is there with the next session. */
  give(accountId: string): void {
    this.#accounts.set(accountId, new Map([...this.#types.keys()].map(type => [type, new MemoryTable()])))
  }

  /** Whoever asks for it is refused from now on. */
  withdraw(accountId: string): void {
    this.#accounts.delete(accountId)
  }

  forgetHistory(type: string): void {
    this.table(type).floor = this.table(type).seq + 1
    this.table(type).seq += 1
  }

  /** Does as a client would, and tells everyone. */
  call(name: string, args: JsonObject): JsonObject {
    const [type = '', method = ''] = name.split('/')
    const descriptor = this.#types.get(type)
    const run = METHODS[method]
    if (!descriptor || !run) throw new MethodFailure('unknownMethod')
    const accountId = String(args['accountId'] ?? ACCOUNT)
    if (!this.#accounts.has(accountId)) throw new MethodFailure('accountNotFound')
    const table = this.table(type, accountId)
    const before = table.seq
    const answer = run(descriptor, table, args)
    if (table.seq !== before) queueMicrotask(() => this.#push(type, accountId))
    return { accountId, ...answer }
  }

  #states(): Record<string, Record<string, string>> {
    const types = [...this.#types.keys()]
    const statesOf = (accountId: string) =>
      Object.fromEntries(types.map(type => [type, String(this.table(type, accountId).seq)]))
    return Object.fromEntries([...this.#accounts.keys()].map(id => [id, statesOf(id)]))
  }

  #push(type: string, accountId: string): void {
    const changed = { [accountId]: { [type]: String(this.table(type, accountId).seq) } }
    const text = JSON.stringify({ '@type': 'StateChange', changed })
    for (const socket of this.#sockets) socket.send(text)
    for (const stream of this.#streams) stream.write(`event: state\ndata: ${text}\n\n`)
  }

  #stream(response: ServerResponse): void {
    response.writeHead(200, { 'content-type': 'text/event-stream' })
    response.flushHeaders()
    this.#streams.add(response)
    response.on('close', () => this.#streams.delete(response))
  }

  async #answer(request: IncomingMessage): Promise<{ status: number; body: unknown }> {
    if (this.isSignedOut) return { status: 401, body: {} }
    const bytes = Buffer.concat(await request.toArray())
    if (request.url === '/.well-known/jmap') return { status: 200, body: this.#session() }
    if (request.url === '/upload') return { status: 200, body: upload(request, bytes) }
    return { status: 200, body: this.#run(readRequest(JSON.parse(bytes.toString()))) }
  }

  #connect(socket: WebSocket): void {
    this.#sockets.add(socket)
    socket.on('close', () => this.#sockets.delete(socket))
    socket.on('message', data => {
      const message = readClientMessage(JSON.parse(String(data)))
      if (message['@type'] === 'WebSocketPushEnable' && message.pushState !== undefined)
        socket.send(JSON.stringify({ '@type': 'StateChange', changed: this.#states() }))
      if (message['@type'] !== 'Request') return
      socket.send(JSON.stringify({ '@type': 'Response', requestId: message.id, ...this.#run(message) }))
    })
  }

  #run(request: Request): JsonObject {
    const answers: Invocation[] = []
    for (const [name, args, callId] of request.methodCalls) {
      this.calls.push(name)
      answers.push(this.#runOne(name, args, callId, answers))
    }
    return { methodResponses: answers, sessionState: 's' }
  }

  #runOne(name: string, args: JsonObject, callId: string, answers: readonly Invocation[]): Invocation {
    const resolved = resolveReferences(args, answers)
    if ('error' in resolved) return ['error', { type: resolved.error }, callId]
    try {
      return [name, this.call(name, resolved.arguments), callId]
    } catch (error) {
      if (!(error instanceof MethodFailure)) throw error
      return ['error', { type: error.type }, callId]
    }
  }

  #session(): JsonObject {
    const capabilities = [...this.#types.values()].map(type => [type.capability, {}])
    const limits = {
      maxSizeUpload: 1e7,
      maxConcurrentUpload: 4,
      maxSizeRequest: 1e7,
      maxConcurrentRequests: 4,
    }
    const objects = {
      maxCallsInRequest: 16,
      maxObjectsInGet: 50,
      maxObjectsInSet: 50,
      collationAlgorithms: [],
    }
    const account = { name: this.username, isPersonal: true, isReadOnly: false, accountCapabilities: {} }
    return {
      capabilities: {
        [CORE]: { ...limits, ...objects },
        [IDEMPOTENT]: {},
        [WEBSOCKET]: { url: '/ws', supportsPush: true },
        ...Object.fromEntries(capabilities),
      },
      accounts: Object.fromEntries([...this.#accounts.keys()].map(id => [id, account])),
      primaryAccounts: Object.fromEntries(capabilities.map(([uri]) => [uri, ACCOUNT])),
      username: this.username,
      apiUrl: '/api',
      downloadUrl: '/download/{accountId}/{blobId}/{name}?type={type}',
      uploadUrl: '/upload',
      eventSourceUrl: '/events?types={types}&closeafter={closeafter}&ping={ping}',
      state: 's',
    }
  }
}

const upload = (request: IncomingMessage, bytes: Buffer): JsonObject => ({
  accountId: ACCOUNT,
  blobId: `b${bytes.length}`,
  type: request.headers['content-type'],
  size: bytes.length,
})
