import { Malformed } from '../../lib/errors.ts'

/** When a client wants its message to leave, by the parameters of MAIL; null: now. RFC 4865 §5 */
export function readRelease(
  { HOLDFOR: seconds, HOLDUNTIL: until }: Readonly<Record<string, unknown>>,
  now: Date,
  maxSeconds: number,
): Date | null {
  if (seconds === undefined && until === undefined) return null
  if (seconds !== undefined && until !== undefined)
    throw new Malformed('HOLDFOR and HOLDUNTIL exclude each other')
  const at = until === undefined ? after(String(seconds), now) : instant(String(until))
  if (at.getTime() > now.getTime() + maxSeconds * 1000)
    throw new Malformed(`nothing is held for more than ${maxSeconds} seconds`)
  return at
}

// RFC 4865 §4.1: 1*9DIGIT, of which the first is no zero
function after(seconds: string, now: Date): Date {
  if (!/^[1-9]\d{0,8}$/.test(seconds)) throw new Malformed('HOLDFOR is a number of seconds')
  return new Date(now.getTime() + Number(seconds) * 1000)
}

// RFC 3339 §5.6; smtp-server has decoded what stands for a "+"
function instant(text: string): Date {
  const shape = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d+)?(?:Z|[+-]\d\d:\d\d)$/i
  const at = new Date(text)
  if (!shape.test(text) || Number.isNaN(at.getTime()))
    throw new Malformed('HOLDUNTIL is an instant with its zone')
  return at
}

/** What EHLO says: how long, and until when. RFC 4865 §4 */
export const writeFutureRelease = (now: Date, maxSeconds: number): string =>
  `FUTURERELEASE ${maxSeconds} ${new Date(now.getTime() + maxSeconds * 1000).toISOString().replace(/\.\d+/, '')}`
