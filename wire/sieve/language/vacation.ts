import { readAddresses } from '../../mime/address.ts'
import type { Call, Complain, Extension, Run, TagSpec, Value } from '../language.ts'
import { DEFAULT_VACATION_DAYS, MAX_VACATION_DAYS, MIN_VACATION_DAYS } from '../limits.ts'
import { isDeliverable } from '../reply-address.ts'
import { constantOf } from '../text.ts'

const DAY = 24 * 3600

const TAGS: Readonly<Record<string, TagSpec>> = {
  ':days': { value: 'number', group: 'period' },
  // RFC 6131 §2
  ':seconds': { value: 'number', group: 'period', needs: 'vacation-seconds' },
  ':subject': { value: 'string' },
  ':from': { value: 'string', check: checkSender },
  ':addresses': { value: 'strings' },
  ':mime': {},
  ':handle': { value: 'string' },
}

// RFC 5230 §4
export const vacation: Extension = {
  name: 'vacation',
  commands: [
    {
      name: 'vacation',
      tags: TAGS,
      arguments: [{ name: 'reason', kind: 'string' }],
      run(call, run) {
        const subject = textOf(call, run, ':subject')
        const from = textOf(call, run, ':from')
        if (from !== null && !isSender(from)) run.fail('badAddress', { name: from })
        const reason = run.text(call.arguments[0])
        run.act({
          kind: 'vacation',
          seconds: secondsOf(call),
          subject,
          from,
          addresses: run.texts(call.tags.get(':addresses')),
          isMime: call.tags.has(':mime'),
          // RFC 5230 §4.2: without a handle, what is said stands for itself.
          handle:
            textOf(call, run, ':handle') ?? JSON.stringify([subject, from, call.tags.has(':mime'), reason]),
          reason,
        })
      },
    },
  ],
}

const textOf = (call: Call, run: Run, tag: string): string | null => {
  const value = call.tags.get(tag)
  return value ? run.text(value) : null
}

/** RFC 5230 §4.1: a period out of bounds is taken to the nearest that is allowed. */
function secondsOf(call: Call): number {
  const [days, seconds] = [call.tags.get(':days'), call.tags.get(':seconds')]
  if (seconds?.kind === 'number') return Math.min(seconds.number, MAX_VACATION_DAYS * DAY)
  const given = days?.kind === 'number' ? days.number : DEFAULT_VACATION_DAYS
  return Math.min(Math.max(given, MIN_VACATION_DAYS), MAX_VACATION_DAYS) * DAY
}

function isSender(text: string): boolean {
  const [one, ...others] = readAddresses(text)
  return one !== undefined && others.length === 0 && isDeliverable(one.email)
}

function checkSender(value: Value, complain: Complain): void {
  const name = value.kind === 'texts' ? constantOf(value.texts[0]!) : null
  if (name !== null && !isSender(name)) complain('badAddress', { name })
}

// RFC 6131 §3: it brings vacation itself.
export const vacationSeconds: Extension = { name: 'vacation-seconds', brings: ['vacation'] }
