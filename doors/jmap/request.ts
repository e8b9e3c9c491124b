import { accessOf } from '../../core/access.ts'
import type { Actor } from '../../core/actor.ts'
import type { House } from '../../core/house.ts'
import type { Call } from '../../core/module.ts'
import { Malformed, Refused } from '../../lib/errors.ts'
import { readAccountId } from '../../lib/id.ts'
import type { Access } from '../../store/access.ts'
import type { Invocation, Request, Response } from '../../wire/jmap/invocation.ts'
import { weightOf } from '../../wire/jmap/json.ts'
import { resolveReferences } from '../../wire/jmap/reference.ts'
import { methodOf } from './dispatch.ts'
import { MAX_ANSWERED_BYTES, tooMuch } from './limits.ts'
import { methodError } from './problem.ts'
import { sessionState } from './session.ts'
import { Standing } from './standing.ts'

/** Runs the calls of a request in their order (RFC 8620 §3.3), whatever the door they came through. */
export async function runRequest(
  house: House,
  actor: Actor,
  origin: string,
  request: Request,
): Promise<Response> {
  const createdIds = new Map(Object.entries(request.createdIds ?? {}))
  const standing = new Standing(house, actor)
  const call = makeCall(house, actor, new Set(request.using), createdIds, standing)
  const responses: Invocation[] = []
  const room = { left: MAX_ANSWERED_BYTES }
  for (const invocation of request.methodCalls)
    if (room.left > 0) await runCall(call, standing, invocation, responses, room)
    else responses.push(['error', { ...methodError(tooMuch(), house.log) }, invocation[2]])
  return {
    methodResponses: responses,
    sessionState: await sessionState(house, actor, origin, await standing.accounts()),
    ...(request.createdIds && { createdIds: Object.fromEntries(createdIds) }),
  }
}

/** Rights are looked up once an account and request. */
export function makeCall(
  house: House,
  actor: Actor,
  using: ReadonlySet<string> = new Set(),
  createdIds: Map<string, string> = new Map(),
  standing = new Standing(house, actor),
): Call {
  const known = new Map<unknown, Promise<Access>>()
  const access = (accountId: unknown) => {
    const found = known.get(accountId) ?? findAccess(house, actor, accountId)
    known.set(accountId, found)
    return found
  }
  return { house, actor, using, createdIds, access, state: (of, type) => standing.state(of, type) }
}

async function findAccess(house: House, actor: Actor, accountId: unknown): Promise<Access> {
  if (typeof accountId !== 'string') throw new Malformed('the id of an account is expected', 'accountId')
  const id = readAccountId(accountId)
  if (id === null) throw new Refused('accountNotFound', 'there is no such account')
  return accessOf(house.db, actor, id)
}

async function runCall(
  call: Call,
  standing: Standing,
  [name, args, callId]: Invocation,
  responses: Invocation[],
  room: { left: number },
): Promise<void> {
  try {
    const method = methodOf(call, name)
    const resolution = resolveReferences(args, responses)
    if ('error' in resolution) {
      responses.push(['error', { type: resolution.error, description: resolution.description }, callId])
      return
    }
    const { response, followUps = [] } = await method(call, resolution.arguments).finally(() => {
      if (!READS.test(name)) standing.forget()
    })
    room.left -= weightOf(response, room.left)
    // What was written is told, however long it is to tell.
    if (room.left <= 0 && READS.test(name)) throw tooMuch()
    responses.push([name, response as Invocation[1], callId])
    for (const next of followUps)
      await runCall(call, standing, [next.name, next.args as Invocation[1], callId], responses, room)
  } catch (error) {
    const told = methodError(error, call.house.log.with({ method: name }))
    responses.push(['error', { ...told }, callId])
  }
}

/** Methods that write nothing; of any other it is not known. */
const READS = /\/(get|query|changes|queryChanges|echo)$/
