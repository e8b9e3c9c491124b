import type { Actor } from '../../../core/actor.ts'
import { audit } from '../../../core/audit.ts'
import type { House } from '../../../core/house.ts'
import type { AccountId } from '../../../lib/id.ts'
import type { Queryable, Tx } from '../../../store/database.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import type { EmailAddress } from '../../../wire/mime/address.ts'
import type { Prepared } from './prepare.ts'
import { findSending, type Sending } from './sender.ts'
import { keepSent } from './sent.ts'

/** What a letter says of who wrote it, once that was found to be true. */
export interface Authorship {
  /** RFC 5322 §3.6.2: who writes on behalf of the From; null when the From says it all. */
  readonly sender: EmailAddress | null
  /** In whose names other than the actor's. */
  readonly inNameOf: readonly Sending[]
}

/** Who writes a letter, or the first address in whose name the actor may not write. */
export async function findAuthorship(
  db: Queryable,
  actor: Actor,
  from: readonly string[],
): Promise<Authorship | { readonly foreign: string }> {
  const inNameOf: Sending[] = []
  for (const address of new Set(from)) {
    const sending = await findSending(db, actor, address)
    if (!sending) return { foreign: address }
    if (sending.manner !== 'own') inNameOf.push(sending)
  }
  const isOnBehalf = inNameOf.some(({ manner }) => manner === 'onBehalf')
  return { sender: isOnBehalf ? { name: actor.name, email: actor.address } : null, inNameOf }
}

/** Accounts that keep a copy of what leaves from another in their names. */
export const copiesOf = ({ inNameOf }: Authorship, from: AccountId): AccountId[] =>
  inNameOf.flatMap(({ accountId }) => (accountId === null || accountId === from ? [] : accountId))

interface Written {
  /** The account that it leaves from. */
  readonly from: AccountId
  readonly message: Prepared
  readonly details: Readonly<Record<string, unknown>>
}

/** What leaves in the name of others is among what they sent, and in the audit. */
export async function recordAuthorship(
  tx: Tx,
  house: House,
  actor: Actor,
  authorship: Authorship,
  { from, message, details }: Written,
): Promise<void> {
  const copies = copiesOf(authorship, from)
  await lockAccounts(tx, copies)
  for (const accountId of copies) await keepSent(tx, house, accountId, message)
  await auditAuthorship(tx, actor, authorship, details)
}

/** Writing in another's name is never without a trace. */
export async function auditAuthorship(
  tx: Tx,
  actor: Actor,
  { inNameOf }: Authorship,
  details: Readonly<Record<string, unknown>>,
): Promise<void> {
  for (const { manner, principalId, address } of inNameOf)
    await audit(tx, actor, actor.organisationId, {
      action: manner === 'onBehalf' ? 'sentOnBehalf' : 'sentAs',
      target: { type: 'Principal', id: principalId, name: address },
      details,
    })
}
