import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { type Actor, refuseTemporary } from '../../core/actor.ts'
import type { House } from '../../core/house.ts'
import { changePassword } from '../../core/login/change.ts'
import { createSession, findSession, revokeSessions, type SessionKind } from '../../core/login/session.ts'
import { needsSetup, type SetUp, setUp } from '../../core/setup.ts'
import { Malformed, Refused } from '../../lib/errors.ts'
import { writeAccountId, writeId } from '../../lib/id.ts'
import { isObject, readString } from '../../wire/jmap/json.ts'
import { type Identify, refuseForeign, SESSION_COOKIE, type Shown, whoAsks } from './who.ts'

/** Who a request's password, token or cookie stands for; whoever has to choose a password first may do nothing else. */
export const identifyBy = (house: House): Identify => {
  const identify = identifyAny(house)
  return async shown => {
    const actor = await identify(shown)
    refuseTemporary(actor)
    return actor
  }
}

const identifyAny =
  (house: House): Identify =>
  async (shown: Shown) => {
    if (shown.scheme === 'basic')
      return house.login.verifyPassword(shown.address, shown.secret, { ip: shown.ip, door: 'jmap' })
    const found = await findSession(house.db, shown.secret, shown.ip)
    if (!found) throw new Refused('notAuthenticated', 'The session has ended. Sign in again.')
    return found.actor
  }

/** Signing in and out, and the first run. Plain HTTP: it works before any script of ours is trusted with a token. */
export function loginDoor(server: FastifyInstance, house: House): void {
  const identify = identifyAny(house)

  server.get('/auth/state', async (request, reply) => {
    const actor = await whoAsks(identify, request).catch(() => null)
    const body = { needsSetup: await needsSetup(house.db), signedIn: actor && describe(actor) }
    return reply.header('cache-control', 'no-store').send(body)
  })

  server.post('/auth/login', async (request, reply) => {
    refuseForeign(request)
    const actor = await enter(house, request)
    await openCookie(house, actor, request, reply)
    return reply.send(describe(actor))
  })

  server.post('/auth/token', async (request, reply) => {
    const actor = await enter(house, request)
    const { token, expiresAt } = await open(house, actor, request, 'bearer')
    return reply.header('cache-control', 'no-store').send({ token, expiresAt })
  })

  server.post('/auth/logout', async (request, reply) => {
    refuseForeign(request)
    const found = await findSession(house.db, request.cookies[SESSION_COOKIE] ?? '')
    if (found) await house.db.write(tx => revokeSessions(tx, found.actor, [found.id]))
    return reply.clearCookie(SESSION_COOKIE, { path: '/' }).code(204).send()
  })

  server.post('/auth/password', async (request, reply) => {
    const actor = await whoAsks(identify, request)
    const given = bodyOf(request)
    const found = await findSession(house.db, request.cookies[SESSION_COOKIE] ?? '')
    await changePassword(house, actor, {
      current: readString(given['current'], 'current'),
      wanted: readString(given['wanted'], 'wanted'),
      session: found?.id ?? null,
    })
    return reply.code(204).send()
  })

  server.post('/auth/setup', async (request, reply) => {
    refuseForeign(request)
    const wish = readSetUp(bodyOf(request))
    await setUp(house.db, house.registry, wish)
    const actor = await house.login.verifyPassword(wish.address, wish.password, {
      ip: request.ip,
      door: 'web',
    })
    await openCookie(house, actor, request, reply)
    return reply.send(describe(actor))
  })
}

const describe = (actor: Actor) => ({
  address: actor.address,
  name: actor.name,
  language: actor.language,
  roles: [...actor.roles],
  accountId: writeAccountId(actor.accountId),
  principalId: writeId('p', actor.principalId),
  mustChoosePassword: actor.mustChoosePassword,
})

function enter(house: House, request: FastifyRequest): Promise<Actor> {
  const given = bodyOf(request)
  const address = readString(given['address'], 'address').trim()
  return house.login.verifyPassword(address, readString(given['password'], 'password'), {
    ip: request.ip,
    door: 'web',
  })
}

const open = (house: House, actor: Actor, request: FastifyRequest, kind: SessionKind) =>
  house.db.write(tx =>
    createSession(tx, actor, { kind, userAgent: request.headers['user-agent'] ?? '', ip: request.ip }),
  )

/** Lax, so that a link from elsewhere opens signed in; what changes something also proves where it comes from. */
async function openCookie(
  house: House,
  actor: Actor,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<void> {
  const { token, expiresAt } = await open(house, actor, request, 'cookie')
  reply.setCookie(SESSION_COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'lax',
    secure: request.protocol === 'https',
    expires: expiresAt,
  })
}

function bodyOf(request: FastifyRequest): Readonly<Record<string, unknown>> {
  if (!isObject(request.body)) throw new Malformed('a JSON object is expected')
  return request.body
}

function readSetUp(given: Readonly<Record<string, unknown>>): SetUp {
  const text = (name: string) => readString(given[name], name).trim()
  return {
    token: text('token'),
    organisation: text('organisation'),
    domain: text('domain').toLowerCase(),
    name: text('name'),
    address: text('address').toLowerCase(),
    password: readString(given['password'], 'password'),
    language: text('language'),
  }
}
