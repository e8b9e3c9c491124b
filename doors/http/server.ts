import cookie from '@fastify/cookie'
import fastify, { type FastifyError, type FastifyInstance } from 'fastify'
import { Malformed, type RefusalCode, Refused } from '../../lib/errors.ts'
import type { Log } from '../../lib/log.ts'
import { losePatience, PATIENCE, type Patience } from './patience.ts'
import { type Secured, secureAll } from './security.ts'
import { isUpgraded } from './upgrade.ts'

export interface HttpOptions {
  readonly log: Log
  readonly trustedProxies: readonly string[]
  readonly secured?: Secured
  readonly patience?: Patience
}

/** Largest body of a request that no route allows more. */
const BODY_LIMIT = 1024 * 1024

/** The HTTP server that every door hangs its routes on. */
export async function httpServer({
  log,
  trustedProxies,
  secured = { publicUrl: null, hstsDays: 0 },
  patience = PATIENCE,
}: HttpOptions): Promise<FastifyInstance> {
  const server = fastify({
    bodyLimit: BODY_LIMIT,
    trustProxy: trustedProxies.length ? [...trustedProxies] : false,
    forceCloseConnections: true,
    return503OnClosing: true,
    http: { keepAlive: true, keepAliveInitialDelay: 60_000, shouldUpgradeCallback: isUpgraded },
  })
  losePatience(server, patience)
  secureAll(server, secured)
  await server.register(cookie)
  server.setErrorHandler((error: FastifyError, request, reply) => {
    const { status, type, detail, more } = problemOf(error)
    const { method, url, raw } = request
    if (raw.destroyed && !raw.complete) log.debug('a client left in the middle of a request', { method, url })
    else if (status >= 500) log.error('a request failed', { method, url, error })
    if (typeof more?.['retryAfter'] === 'number') reply.header('retry-after', Math.ceil(more['retryAfter']))
    if (status === 401) reply.header('www-authenticate', 'Basic realm="Bastide", charset="UTF-8", Bearer')
    return reply
      .code(status)
      .type('application/problem+json')
      .send({ ...more, type, status, detail })
  })
  return server
}

const STATUS: Readonly<Partial<Record<RefusalCode, number>>> = {
  notAuthenticated: 401,
  passwordTemporary: 403,
  tooManyAttempts: 429,
  forbidden: 403,
  notFound: 404,
  accountNotFound: 404,
  alreadyExists: 409,
  tooLarge: 413,
  overQuota: 507,
  unavailable: 503,
}

interface Problem {
  readonly status: number
  readonly type: string
  readonly detail: string
  /** What the refusal says beyond words: the properties at fault, when to try again. */
  readonly more?: Readonly<Record<string, unknown>>
}

function problemOf(error: FastifyError): Problem {
  if (error instanceof Refused)
    return {
      status: STATUS[error.code] ?? 400,
      type: `urn:bastide:error:${error.code}`,
      detail: error.message,
      more: error.details,
    }
  if (error instanceof Malformed)
    return { status: 400, type: 'urn:bastide:error:malformed', detail: error.message }
  const status = error.statusCode ?? 500
  return status < 500
    ? { status, type: 'about:blank', detail: error.message }
    : { status: 500, type: 'about:blank', detail: 'The server failed; the fault has been logged.' }
}
