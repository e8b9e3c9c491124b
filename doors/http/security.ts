import type { ServerResponse } from 'node:http'
import { isIP } from 'node:net'
import type { FastifyInstance, FastifyRequest } from 'fastify'

/**
 * Nothing of another host is ever loaded; frames are ours (a message is read in one, without scripts); styles are
 * inline because the components measure.
 */
const CONTENT_SECURITY_POLICY = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self' 'unsafe-inline'",
  "img-src 'self' data: blob:",
  "font-src 'self'",
  "connect-src 'self'",
  "media-src 'self' blob:",
  "frame-src 'self'",
  "worker-src 'self'",
  "manifest-src 'self'",
  "form-action 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
].join('; ')

const HEADERS = {
  'content-security-policy': CONTENT_SECURITY_POLICY,
  'x-content-type-options': 'nosniff',
  'referrer-policy': 'no-referrer',
  'cross-origin-opener-policy': 'same-origin',
  'cross-origin-resource-policy': 'same-origin',
  'permissions-policy': 'geolocation=(), payment=(), usb=()',
} as const

/** What every response carries, whoever writes it; a route may have a stricter policy of its own. */
export function secure(response: ServerResponse): void {
  for (const [name, value] of Object.entries(HEADERS)) response.setHeader(name, value)
}

export interface Secured {
  readonly publicUrl: string | null
  /** For how many days a browser comes by https alone; 0: that is not asked of it. */
  readonly hstsDays: number
}

/** Also what Fastify answers by itself, and what leaves its hands. */
export function secureAll(server: FastifyInstance, secured: Secured): void {
  server.server.prependListener('request', (_, response) => secure(response))
  server.addHook('onRequest', async (request, { raw }) => {
    const days = isSecure(request, secured.publicUrl) ? secured.hstsDays : 0
    // RFC 6797 §6.1
    if (days > 0) raw.setHeader('strict-transport-security', `max-age=${days * 24 * 3600}`)
  })
}

/**
 * Whether the browser came by https to a name of the public: the certificate is the proxy's, and where it is none that the
 * browser trusts, the browser does not listen. RFC 6797 §7.2, §8.1
 */
function isSecure({ protocol, host, hostname }: FastifyRequest, publicUrl: string | null): boolean {
  const given = publicUrl === null ? null : new URL(publicUrl)
  const isHttps = protocol === 'https' || (given?.protocol === 'https:' && given.host === host)
  return isHttps && !/(?:^|\.)localhost$/i.test(hostname) && isIP(hostname.replace(/^\[|\]$/g, '')) === 0
}
