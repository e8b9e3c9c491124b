import { randomUUID } from 'node:crypto'
import type { WebSocket } from 'ws'
import { accessOf } from '../../core/access.ts'
import type { House } from '../../core/house.ts'
import { Malformed, Refused } from '../../lib/errors.ts'
import { type AccountId, readAccountId, readId, writeId } from '../../lib/id.ts'
import { mayEverywhere } from '../../store/access.ts'
import { type Ground, type LiveAnswer, type LiveQuestion, readLiveQuestion } from '../../wire/jmap/live.ts'
import { POLICY_VIOLATION } from '../http/upgrade.ts'
import type { Visitor } from '../http/visitor.ts'
import { MAX_JOINED, MAX_MESSAGES_PER_S } from './limits.ts'
import type { Presence } from './presence.ts'

/** A ground that the connection has joined. */
interface Joined {
  readonly accountId: AccountId
  readonly ground: Ground
  readonly stop: () => void
}

/** One client: the grounds that it has joined, and where it is itself. Whoever no longer answers has left. */
export function serveLive(house: House, presence: Presence, visitor: Visitor, socket: WebSocket): void {
  const visit = randomUUID()
  const joined = new Map<string, Joined>()
  const send = (answer: LiveAnswer) => {
    if (socket.readyState === socket.OPEN) socket.send(JSON.stringify(answer))
  }
  const close = ({ accountId, ground, stop }: Joined) => {
    stop()
    joined.delete(keyOf(ground))
    presence.put(visit, entryOf(accountId, ground), null)
  }
  const entryOf = (accountId: AccountId, { type }: Ground) => {
    const { principalId, name } = visitor.actor
    return { accountId, type, principalId: writeId('p', principalId), name }
  }

  async function take(question: LiveQuestion): Promise<void> {
    const ground = { accountId: question.accountId, type: question.type }
    const known = joined.get(keyOf(ground))
    if (question['@type'] === 'Leave') return known && close(known)
    const place = known ?? (await join(ground))
    if (!place) return send({ '@type': 'Closed', ...ground })
    if (question['@type'] === 'At') presence.put(visit, entryOf(place.accountId, ground), idOf(question))
  }

  async function join(ground: Ground): Promise<Joined | null> {
    const accountId = await mayJoin(house, visitor, ground)
    if (accountId === null || joined.size >= MAX_JOINED || socket.readyState !== socket.OPEN) return null
    const tell = () => send({ '@type': 'Present', ...ground, present: presence.list(accountId, ground.type) })
    const place = { accountId, ground, stop: presence.watch(accountId, ground.type, tell) }
    joined.set(keyOf(ground), place)
    tell()
    return place
  }

  /** What was given may be taken back. */
  async function lookAgain(): Promise<void> {
    await visitor.settled()
    for (const place of [...joined.values()])
      if ((await mayJoin(house, visitor, place.ground)) === null) {
        close(place)
        send({ '@type': 'Closed', ...place.ground })
      }
  }

  function idOf({ type, id }: Extract<LiveQuestion, { '@type': 'At' }>): string | null {
    const prefix = house.registry.descriptors.get(type)!.prefix
    if (id !== null && readId(prefix, id) === null) throw new Malformed(`not the id of a ${type}`, 'id')
    return id
  }

  const failed = (error: unknown) => {
    if (!(error instanceof Malformed)) house.log.error('a live message failed', { error })
    socket.close(error instanceof Malformed ? POLICY_VIOLATION : 1011)
  }
  // Questions are answered in their order: an At that follows a Join finds it done.
  let working: Promise<void> = Promise.resolve()
  const counted = counter()
  socket.on('message', (data, isBinary) => {
    if (isBinary || counted() > MAX_MESSAGES_PER_S) return socket.close(POLICY_VIOLATION)
    working = working.then(() => take(readMessage(String(data)))).catch(failed)
  })
  const stopShares = house.signals.subscribe(null, ({ kind }) => {
    if (kind === 'shared' || kind === 'resync' || kind === 'modules')
      working = working.then(lookAgain).catch(failed)
  })
  socket.on('error', () => socket.terminate())
  socket.on('close', () => {
    stopShares()
    for (const place of [...joined.values()]) close(place)
  })
}

const keyOf = ({ accountId, type }: Ground): string => `${accountId} ${type}`

function readMessage(text: string): LiveQuestion {
  try {
    return readLiveQuestion(JSON.parse(text))
  } catch (error) {
    throw error instanceof SyntaxError ? new Malformed('this is not JSON') : error
  }
}

/** Who sees every record of a type sees who is at them; whoever was shown some of them only does not. */
async function mayJoin(
  { db, registry }: House,
  { actor }: Visitor,
  { accountId, type }: Ground,
): Promise<AccountId | null> {
  const id = readAccountId(accountId)
  const descriptor = registry.descriptors.get(type)
  const module = descriptor && registry.moduleOf(descriptor.capability)
  if (id === null || !descriptor || !module || !registry.isOn(actor.organisationId, module.name)) return null
  try {
    const access = await accessOf(db, actor, id)
    return mayEverywhere(descriptor, registry.descriptors, access, descriptor.needs.read) ? id : null
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}

/** Counts within each second. */
function counter(): () => number {
  let [second, count] = [0, 0]
  return () => {
    const now = Math.floor(Date.now() / 1000)
    if (now !== second) [second, count] = [now, 0]
    count += 1
    return count
  }
}
