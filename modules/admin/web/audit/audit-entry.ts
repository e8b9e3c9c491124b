import type { auditEntry } from '../../../../core/types.ts'
import type { RecordOf } from '../../../../lib/descriptor.ts'

export type AuditEntry = RecordOf<typeof auditEntry>

/** What the house writes into the audit. */
export const ACTIONS = [
  'login',
  'loginFailed',
  'loginLocked',
  'sessionOpened',
  'sessionEnded',
  'passwordChanged',
  'passwordReset',
  'appPasswordCreated',
  'appPasswordDeleted',
  'principalCreated',
  'principalUpdated',
  'principalDisabled',
  'principalEnabled',
  'principalDeleted',
  'principalLeft',
  'accountShared',
  'mailboxShared',
  'mailOpened',
  'sentAs',
  'sentOnBehalf',
  'sendingLimited',
  'sendingKeptBack',
  'emailRecalled',
  'domainAdded',
  'domainRemoved',
  'organisationCreated',
  'organisationUpdated',
  'forwardingRuled',
  'signatureAdded',
  'signatureChanged',
  'signatureRemoved',
  'mailRetried',
  'mailDropped',
] as const

export type Action = (typeof ACTIONS)[number]

export const isAction = (word: string): word is Action => (ACTIONS as readonly string[]).includes(word)
