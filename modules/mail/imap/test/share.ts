import type { Actor } from '../../../../core/actor.ts'
import { replaceShares } from '../../../../store/share.ts'
import type { TestHouse } from '../../../../test/house.ts'
import { findRole } from '../../model/mailboxes.ts'
import { asOwner } from '../../model/rights.ts'
import { type MailboxRight, mailbox, type Role } from '../../types.ts'

/** Gives a person rights on somebody's mailbox; without rights, takes them back. */
export async function shareMailbox(
  { house }: TestHouse,
  owner: Actor,
  role: Role,
  reader: Actor,
  rights: readonly MailboxRight[],
): Promise<void> {
  const id = (await findRole(house.db, asOwner(owner.accountId), role))!
  const given = Object.fromEntries(rights.map(right => [right, true]))
  const shares = new Map(rights.length > 0 ? [[reader.principalId, given] as const] : [])
  await house.db.write(tx => replaceShares(tx, owner.accountId, mailbox, id, shares))
}
