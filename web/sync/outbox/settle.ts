import type { SetError } from '../../../wire/jmap/problem.ts'
import { readSetResponse, type SetResponse, type WireRecord } from '../../../wire/jmap/record.ts'
import type { Change } from '../change.ts'
import { isTemporary } from '../temporary.ts'
import type { Answers } from '../transport/answers.ts'
import { changeOf, type Entry } from './entry.ts'
import { type Outcome, type Reason, reasonOf } from './outcome.ts'
import { callIdOf } from './set-call.ts'

/** Errors that pass: the same may succeed a little later. */
const PASSING: ReadonlySet<string> = new Set(['serverUnavailable', 'serverFail', 'rateLimit'])

/** Longer than that nobody waits for what they did without a word. */
const MOST_SECONDS = 60

export const isPassing = ({ type, retryAfter }: Reason): boolean =>
  PASSING.has(type) && (retryAfter ?? 0) <= MOST_SECONDS

export interface Settled {
  readonly outcome: Outcome
  readonly entry: Entry
  /** What the server said of a record that it made. */
  readonly record: WireRecord | null
  /** The state after which it was made; null where that is not sure. */
  readonly since: string | null
}

/**
 * What became of the one change of an entry, which may have happened before when it `isRepeated`. Throws Malformed when
 * the answer does not tell.
 */
export function settleChange(
  entry: Entry,
  answers: Answers,
  known: ReadonlyMap<string, string>,
  isRepeated: boolean,
): Settled {
  const change = changeOf(entry)!
  const callId = callIdOf(change)
  const failure = answers.error(callId)
  if (failure) return refused(entry, reasonOf(failure))
  const answer = readSetResponse(answers.read(callId, `${change.type}/set`))
  const error = errorOf(change, answer, known)
  if (error) return refused(entry, reasonOf(error))
  const record = change.kind === 'create' ? (answer.created?.[change.id] ?? null) : null
  const outcome: Outcome = { kind: 'done', tickets: entry.tickets, created: idsOf(change, record) }
  return { outcome, entry, record, since: isRepeated ? null : stateBefore(change, answers) }
}

/** The state of a table before all that was done to it in one request. */
function stateBefore({ accountId, type }: Change, answers: Answers): string | null {
  const first = answers
    .all()
    .find(([name, args]) => name === `${type}/set` && args['accountId'] === accountId)
  return first ? readSetResponse(first[1]).oldState : null
}

/** A record to destroy that is gone is destroyed; a creation that is not spoken of was not made. */
// RFC 8620 §5.3
function errorOf(change: Change, answer: SetResponse, known: ReadonlyMap<string, string>): SetError | null {
  const id = known.get(change.id) ?? change.id
  if (change.kind === 'update') return answer.notUpdated?.[id] ?? null
  if (change.kind === 'create') {
    if (answer.created?.[id]) return null
    return answer.notCreated?.[id] ?? { type: 'serverFail' }
  }
  const error = answer.notDestroyed?.[id] ?? null
  return error?.type === 'notFound' ? null : error
}

const idsOf = (change: Change, record: WireRecord | null): Record<string, string> =>
  record ? { [change.id]: record.id } : {}

const refused = (entry: Entry, reason: Reason): Settled => ({
  outcome: { kind: 'refused', tickets: entry.tickets, reason },
  entry,
  record: null,
  since: null,
})

/** What became of calls: one error anywhere refuses them, for what they do belongs together. */
export function settleCalls(entry: Entry, answers: Answers): Settled {
  const created: Record<string, string> = {}
  for (const [name, args, callId] of answers.all()) {
    const failure = answers.error(callId)
    if (failure) return refused(entry, reasonOf(failure))
    if (!name.endsWith('/set')) continue
    const answer = readSetResponse(args)
    const error = [answer.notCreated, answer.notUpdated, answer.notDestroyed].flatMap(m =>
      Object.values(m ?? {}),
    )[0]
    if (error) return refused(entry, reasonOf(error))
    for (const [id, record] of Object.entries(answer.created ?? {}))
      if (isTemporary(id)) created[id] = record.id
  }
  return { outcome: { kind: 'done', tickets: entry.tickets, created }, entry, record: null, since: null }
}
