import { Malformed } from '../../lib/errors.ts'
import { readMailDate, writeMailDate } from '../mime/date.ts'
import { readFields, unfold } from '../mime/header-fields.ts'
import { readXtext, writeXtext } from './xtext.ts'

// RFC 3464: what became of a message, for programs. One block of fields for the message, one for each recipient.

export interface DeliveryStatus {
  // RFC 3464 §2.2.2
  readonly reportingMta: string
  // RFC 3464 §2.2.1
  readonly envelopeId: string | null
  /** RFC 3339 */
  readonly arrivedAt: string | null
  readonly recipients: readonly RecipientStatus[]
}

export interface RecipientStatus {
  readonly recipient: string
  /** As the sender gave it with ORCPT: "rfc822;anna@example.org". */
  readonly original: string | null
  readonly action: Action
  // RFC 3463 §2
  readonly status: string
  readonly remoteMta: string | null
  /** The reply of the other server, on one line. */
  readonly diagnostic: string | null
  readonly attemptedAt: string | null
  readonly retryUntil: string | null
}

// RFC 3464 §2.3.3
export type Action = (typeof ACTIONS)[number]
const ACTIONS = ['failed', 'delayed', 'delivered', 'relayed', 'expanded'] as const

/** The body of a message/delivery-status. */
export function writeDeliveryStatus(status: DeliveryStatus): string {
  const message = writeBlock([
    ['Original-Envelope-Id', status.envelopeId && writeXtext(status.envelopeId)],
    ['Reporting-MTA', `dns; ${status.reportingMta}`],
    ['Arrival-Date', status.arrivedAt && writeMailDate(status.arrivedAt)],
  ])
  return [message, ...status.recipients.map(writeRecipient)].join('\r\n')
}

const writeRecipient = (one: RecipientStatus): string =>
  writeBlock([
    ['Original-Recipient', one.original && writeOriginal(one.original)],
    ['Final-Recipient', `${isAscii(one.recipient) ? 'rfc822' : 'utf-8'}; ${one.recipient}`],
    ['Action', one.action],
    ['Status', one.status],
    ['Remote-MTA', one.remoteMta && `dns; ${one.remoteMta}`],
    ['Diagnostic-Code', one.diagnostic && `smtp; ${one.diagnostic}`],
    ['Last-Attempt-Date', one.attemptedAt && writeMailDate(one.attemptedAt)],
    ['Will-Retry-Until', one.retryUntil && writeMailDate(one.retryUntil)],
  ])

type Fields = readonly (readonly [name: string, value: string | null])[]

const writeBlock = (fields: Fields): string =>
  fields.flatMap(([name, value]) => (value ? [`${name}: ${oneLine(value)}\r\n`] : [])).join('')

// RFC 3461 §6.3: what was received in xtext goes out in xtext
function writeOriginal(original: string): string {
  const at = original.indexOf(';')
  return `${original.slice(0, at)}; ${writeXtext(original.slice(at + 1))}`
}

/** Reads the reports of other servers too: what they leave out is null. */
export function readDeliveryStatus(text: string): DeliveryStatus {
  const [message, ...recipients] = text
    .split(/(?:\r?\n){2,}/)
    .filter(block => block.trim() !== '')
    .map(readBlock)
  const reportingMta = message && afterType(message.get('reporting-mta'))
  if (!message || !reportingMta)
    throw new Malformed('a report names the server that made it', 'Reporting-MTA')
  const envelopeId = message.get('original-envelope-id')
  return {
    reportingMta,
    envelopeId: envelopeId === undefined ? null : readXtext(envelopeId),
    arrivedAt: readDate(message.get('arrival-date')),
    recipients: recipients.map(readRecipient),
  }
}

type Block = ReadonlyMap<string, string>

function readBlock(block: string): Block {
  const bytes = Buffer.from(`${block}\r\n`)
  return new Map(
    readFields(bytes, 0, bytes.length).map(({ name, value }) => [name.toLowerCase(), unfold(value).trim()]),
  )
}

function readRecipient(block: Block): RecipientStatus {
  const recipient = afterType(block.get('final-recipient'))
  const action = ACTIONS.find(known => known === block.get('action')?.toLowerCase())
  const status = /^[245]\.\d{1,3}\.\d{1,3}/.exec(block.get('status') ?? '')?.[0]
  if (recipient === null || !action || !status)
    throw new Malformed('a report says of each recipient who, what and why', 'Final-Recipient')
  return {
    recipient,
    original: readOriginal(block.get('original-recipient')),
    action,
    status,
    remoteMta: afterType(block.get('remote-mta')),
    diagnostic: afterType(block.get('diagnostic-code')),
    attemptedAt: readDate(block.get('last-attempt-date')),
    retryUntil: readDate(block.get('will-retry-until')),
  }
}

function readOriginal(value: string | undefined): string | null {
  const address = afterType(value)
  return address === null ? null : `${value!.slice(0, value!.indexOf(';')).trim()};${readXtext(address)}`
}

/** `dns; mx.example.org`: the type says how to read what follows. */
function afterType(value: string | undefined): string | null {
  const at = value?.indexOf(';') ?? -1
  return at === -1 ? null : value!.slice(at + 1).trim()
}

const readDate = (value: string | undefined): string | null =>
  value === undefined ? null : (readMailDate(value)?.iso ?? null)

const oneLine = (text: string): string => text.replace(/[\p{Cc}]+/gu, ' ').trim()
const isAscii = (text: string): boolean => /^[\x00-\x7f]*$/.test(text)
