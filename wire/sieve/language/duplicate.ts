import type { Call, Extension, Run } from '../language.ts'
import { isNamed } from '../letter.ts'

const DAY = 24 * 3600
const DEFAULT_SECONDS = 7 * DAY
export const MAX_DUPLICATE_SECONDS = 90 * DAY

// RFC 7352 §3
export const duplicate: Extension = {
  name: 'duplicate',
  tests: [
    {
      name: 'duplicate',
      tags: {
        ':handle': { value: 'string' },
        ':header': { value: 'string', group: 'id' },
        ':uniqueid': { value: 'string', group: 'id' },
        ':seconds': { value: 'number' },
        ':last': {},
      },
      test(call, run) {
        const id = idOf(call, run)
        if (id === null) return false
        const handle = call.tags.get(':handle')
        const key = JSON.stringify([handle ? run.text(handle) : '', id])
        const seconds = call.tags.get(':seconds')
        const isKnown = run.facts.isKnown(key)
        run.remember({
          key,
          seconds: Math.min(
            seconds?.kind === 'number' ? seconds.number : DEFAULT_SECONDS,
            MAX_DUPLICATE_SECONDS,
          ),
          isLast: call.tags.has(':last'),
        })
        if (isKnown === undefined) throw new Unknown(key)
        return isKnown
      },
    },
  ],
}

/** Something has to be looked up before the script can go on: it is run again, with the answer. */
export class Unknown extends Error {
  readonly key: string

  constructor(key: string) {
    super('has to be looked up')
    this.key = key
  }
}

/** RFC 7352 §3.1: a message without an id is never a duplicate. */
function idOf(call: Call, run: Run): string | null {
  const given = call.tags.get(':uniqueid')
  if (given) return run.text(given)
  const named = call.tags.get(':header')
  const name = named ? run.text(named) : 'message-id'
  return run.fields.find(field => isNamed(field, name))?.text ?? null
}
