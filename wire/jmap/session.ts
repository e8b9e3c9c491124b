import { CORE, type CoreCapability, WEBSOCKET, type WebSocketCapability } from './capability.ts'
import { type JsonObject, readBoolean, readMap, readObject, readString, readStrings } from './json.ts'
import { readUnsignedInt } from './scalar.ts'

// RFC 8620 §2
export interface Account {
  readonly name: string
  readonly isPersonal: boolean
  readonly isReadOnly: boolean
  readonly accountCapabilities: Readonly<Record<string, JsonObject>>
}

// RFC 8620 §2
export interface Session {
  readonly capabilities: Readonly<Record<string, JsonObject>>
  readonly accounts: Readonly<Record<string, Account>>
  readonly primaryAccounts: Readonly<Record<string, string>>
  readonly username: string
  readonly apiUrl: string
  readonly downloadUrl: string
  readonly uploadUrl: string
  readonly eventSourceUrl: string
  readonly state: string
}

// RFC 8620 §2
export function readSession(input: unknown): Session {
  const session = readObject(input, 'session')
  const text = (name: string) => readString(session[name], name)
  return {
    capabilities: readMap(session['capabilities'], 'capabilities', readObject),
    accounts: readMap(session['accounts'], 'accounts', readAccount),
    primaryAccounts: readMap(session['primaryAccounts'], 'primaryAccounts', readString),
    username: text('username'),
    apiUrl: text('apiUrl'),
    downloadUrl: text('downloadUrl'),
    uploadUrl: text('uploadUrl'),
    eventSourceUrl: text('eventSourceUrl'),
    state: text('state'),
  }
}

function readAccount(input: unknown, at: string): Account {
  const account = readObject(input, at)
  return {
    name: readString(account['name'], `${at}/name`),
    isPersonal: readBoolean(account['isPersonal'], `${at}/isPersonal`),
    isReadOnly: readBoolean(account['isReadOnly'], `${at}/isReadOnly`),
    accountCapabilities: readMap(account['accountCapabilities'], `${at}/accountCapabilities`, readObject),
  }
}

// RFC 8620 §2
export function readCore(session: Session): CoreCapability {
  const core = readObject(session.capabilities[CORE], CORE)
  const limit = (name: string) => readUnsignedInt(core[name], name)
  return {
    maxSizeUpload: limit('maxSizeUpload'),
    maxConcurrentUpload: limit('maxConcurrentUpload'),
    maxSizeRequest: limit('maxSizeRequest'),
    maxConcurrentRequests: limit('maxConcurrentRequests'),
    maxCallsInRequest: limit('maxCallsInRequest'),
    maxObjectsInGet: limit('maxObjectsInGet'),
    maxObjectsInSet: limit('maxObjectsInSet'),
    collationAlgorithms: readStrings(core['collationAlgorithms'], 'collationAlgorithms'),
  }
}

/** Where the server speaks WebSocket, or null when it does not. */
// RFC 8887 §3
export function readWebSocket(session: Session): WebSocketCapability | null {
  const capability = session.capabilities[WEBSOCKET]
  if (!capability) return null
  return {
    url: readString(capability['url'], 'url'),
    supportsPush: readBoolean(capability['supportsPush'], 'supportsPush'),
  }
}

/** Fills the variables of a session's URL, each percent-encoded. */
// RFC 6570 §3.2.2
export const expandUrl = (template: string, variables: Readonly<Record<string, string>>): string =>
  template.replace(/\{(\w+)\}/g, (_, name: string) => encodeStrict(variables[name] ?? ''))

const encodeStrict = (text: string): string =>
  encodeURIComponent(text).replace(/[!'()*]/g, c => '%' + c.charCodeAt(0).toString(16).toUpperCase())
