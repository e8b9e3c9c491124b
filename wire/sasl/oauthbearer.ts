import { readSaslName, writeSaslName } from './name.ts'

/** What a client that was given a token says. RFC 7628 §3.1 */
export interface BearerCredentials {
  /** Whom to act as; empty for whomever the token stands for. */
  readonly authorize: string
  readonly token: string
}

const MESSAGE = /^[ny],(?:a=([^,\x01]*))?,\x01((?:[A-Za-z]+=[^\x01]*\x01)*)\x01$/
const TOKEN = /(?:^|\x01)auth=Bearer +([A-Za-z0-9._~+/-]+=*)\x01/i

/** Undefined when it is not such a message; channel binding is not offered here. */
export function readBearer(message: Buffer): BearerCredentials | undefined {
  const [, name, pairs] = MESSAGE.exec(message.toString('utf8')) ?? []
  const authorize = readSaslName(name ?? '')
  const token = pairs === undefined ? undefined : TOKEN.exec(pairs)?.[1]
  return authorize === undefined || token === undefined ? undefined : { authorize, token }
}

export function writeBearer({ authorize, token }: BearerCredentials): Buffer {
  const name = authorize === '' ? '' : `a=${writeSaslName(authorize)}`
  return Buffer.from(`n,${name},\x01auth=Bearer ${token}\x01\x01`)
}

/** What the client is told before its login is refused. RFC 7628 §3.2.2 */
export const writeBearerFailure = (): Buffer => Buffer.from(JSON.stringify({ status: 'invalid_token' }))
