import { LRUCache } from 'lru-cache'
import { type Answers, isAbsent, type RecordKind, type Resolver } from './resolver.ts'

/** Shorter than records are told to live: nobody is surprised by what was said a minute ago. */
const KEPT_MS = 60_000
const KEPT_BYTES = 8 * 2 ** 20
/** Of an entry, beside what it says. */
const ENTRY_BYTES = 200

/** What a question was answered with, or that there is nothing. */
type Outcome = { readonly answers: readonly unknown[] } | { readonly absent: unknown }

/**
 * The same, that asks nothing twice within a minute, and nothing again that is being asked: a burst of mail asks the
 * same of a few domains. What nobody could tell is asked again.
 */
export function remembering(resolver: Resolver): Resolver {
  const known = new LRUCache<string, Outcome>({
    ttl: KEPT_MS,
    maxSize: KEPT_BYTES,
    sizeCalculation: (outcome, key) => ENTRY_BYTES + key.length + JSON.stringify(outcome).length,
  })
  const asked = new Map<string, Promise<Outcome>>()
  const ask = (key: string, name: string, kind: RecordKind): Promise<Outcome> => {
    const running = asked.get(key)
    if (running) return running
    const begun = outcomeOf(resolver, name, kind)
      .then(outcome => {
        known.set(key, outcome)
        return outcome
      })
      .finally(() => asked.delete(key))
    asked.set(key, begun)
    return begun
  }
  const resolve = async <T extends RecordKind>(name: string, kind: T): Promise<Answers[T][]> => {
    const key = `${kind} ${name.toLowerCase()}`
    const outcome = known.get(key) ?? (await ask(key, name, kind))
    if ('absent' in outcome) throw outcome.absent
    return [...outcome.answers] as Answers[T][]
  }
  return { resolve, resolveMx: name => resolve(name, 'MX') }
}

async function outcomeOf(resolver: Resolver, name: string, kind: RecordKind): Promise<Outcome> {
  try {
    return { answers: await resolver.resolve(name, kind) }
  } catch (error) {
    if (isAbsent(error)) return { absent: error }
    throw error
  }
}
