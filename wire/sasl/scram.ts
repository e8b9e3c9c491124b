import { readSaslName, writeSaslName } from './name.ts'

// The four messages of SCRAM, without channel binding: RFC 5802 §7.

export interface ClientFirst {
  /** Whom to act as; empty for oneself. */
  readonly authorize: string
  readonly user: string
  readonly nonce: string
  /** The header that the client repeats, and the rest, which both sides sign. */
  readonly header: string
  readonly bare: string
}

const FIRST = /^([ny],(?:a=([^,]+))?,)(n=([^,]+),r=([\x21-\x2b\x2d-\x7e]+)(?:,.*)?)$/s

/** Undefined when it cannot be read, or binds to a channel: that is not offered. */
export function readClientFirst(message: Buffer): ClientFirst | undefined {
  const [, header, authzid, bare, name, nonce] = FIRST.exec(message.toString('utf8')) ?? []
  const [authorize, user] = [readSaslName(authzid ?? ''), readSaslName(name ?? '')]
  if (header === undefined || bare === undefined || nonce === undefined) return undefined
  return authorize === undefined || !user ? undefined : { authorize, user, nonce, header, bare }
}

export function writeClientFirst(user: string, nonce: string): string {
  return `n,,n=${writeSaslName(user)},r=${nonce}`
}

export const writeServerFirst = (nonce: string, salt: Buffer, iterations: number): string =>
  `r=${nonce},s=${salt.toString('base64')},i=${iterations}`

export interface ClientFinal {
  readonly header: string
  readonly nonce: string
  readonly proof: Buffer
  /** All but the proof. */
  readonly withoutProof: string
}

const FINAL = /^(c=([A-Za-z0-9+/]+={0,2}),r=([\x21-\x2b\x2d-\x7e]+)(?:,.*)?),p=([A-Za-z0-9+/]+={0,2})$/s

export function readClientFinal(message: Buffer): ClientFinal | undefined {
  const [, withoutProof, header, nonce, proof] = FINAL.exec(message.toString('utf8')) ?? []
  if (withoutProof === undefined || nonce === undefined) return undefined
  return {
    header: Buffer.from(header!, 'base64').toString('utf8'),
    nonce,
    proof: Buffer.from(proof!, 'base64'),
    withoutProof,
  }
}

export const writeServerFinal = (signature: Buffer): string => `v=${signature.toString('base64')}`

/** What both sides sign. RFC 5802 §3 */
export const authMessageOf = (first: ClientFirst, serverFirst: string, final: ClientFinal): string =>
  `${first.bare},${serverFirst},${final.withoutProof}`
