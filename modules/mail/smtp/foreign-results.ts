import { readFields } from '../../../wire/mime/header-fields.ts'
import { readServerId } from '../../../wire/smtp/authentication-results.ts'
import { without } from './header.ts'

/** What a stranger wrote in our name is not passed on: verdicts, and what filters of ours say. RFC 8601 §5 */
export function withoutForgedResults(header: Buffer, server: string): Buffer {
  const forged = readFields(header, 0, header.length, name => OURS.has(name)).filter(
    ({ name, value }) =>
      name.toLowerCase() !== 'authentication-results' || readServerId(value) === server.toLowerCase(),
  )
  return forged.length === 0 ? header : Buffer.concat(without(header, forged))
}

const OURS = new Set([
  'authentication-results',
  'return-path',
  'x-spam-flag',
  'x-spam-level',
  'x-spam-score',
  'x-spam-status',
  'x-virus-status',
])
