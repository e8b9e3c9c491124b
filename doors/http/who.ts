import type { FastifyRequest } from 'fastify'
import type { Actor } from '../../core/actor.ts'
import { Refused } from '../../lib/errors.ts'

/** What a request shows of who is asking; `core` decides. */
export interface Shown {
  readonly scheme: 'basic' | 'bearer' | 'cookie'
  readonly address: string
  /** Password or token. */
  readonly secret: string
  readonly ip: string
}

export type Identify = (shown: Shown) => Promise<Actor>

export const SESSION_COOKIE = 'bastide'

/** The actor of a request, or `notAuthenticated`. */
export async function whoAsks(identify: Identify, request: FastifyRequest): Promise<Actor> {
  const shown = readShown(request)
  if (!shown) throw new Refused('notAuthenticated', 'Sign in first.')
  if (shown.scheme === 'cookie') refuseForeign(request)
  return identify(shown)
}

function readShown(request: FastifyRequest): Shown | null {
  const { authorization } = request.headers
  if (authorization !== undefined) return readAuthorization(authorization, request.ip)
  const cookie = request.cookies[SESSION_COOKIE]
  return cookie ? { scheme: 'cookie', address: '', secret: cookie, ip: request.ip } : null
}

function readAuthorization(header: string, ip: string): Shown | null {
  const [scheme = '', value = ''] = header.trim().split(/\s+/, 2)
  // RFC 6750 §2.1
  if (scheme.toLowerCase() === 'bearer') return { scheme: 'bearer', address: '', secret: value, ip }
  // RFC 7617 §2
  if (scheme.toLowerCase() !== 'basic') return null
  const text = Buffer.from(value, 'base64').toString('utf8')
  const colon = text.indexOf(':')
  return colon === -1
    ? null
    : { scheme: 'basic', address: text.slice(0, colon), secret: text.slice(colon + 1), ip }
}

const SAFE = new Set(['GET', 'HEAD', 'OPTIONS'])

/** A cookie is sent by the browser whoever asks: what changes something must come from our own pages. */
export function refuseForeign(request: FastifyRequest): void {
  if (SAFE.has(request.method) && request.headers.upgrade === undefined) return
  const { origin } = request.headers
  const site = request.headers['sec-fetch-site']
  const own = origin === undefined ? site === 'same-origin' : hostOf(origin) === request.host
  if (!own) throw new Refused('forbidden', 'The request comes from another site.')
}

const hostOf = (origin: string): string | null => (URL.canParse(origin) ? new URL(origin).host : null)
