import type { Actor } from '../../../core/actor.ts'
import { isNewsThatSpent, type Overspent, spend } from '../../../core/allowance.ts'
import { audit } from '../../../core/audit.ts'
import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { Tx } from '../../../store/database.ts'

// To how many recipients a person may write in a day, from whichever account and by whichever door: who has stolen a
// password shall not send a hundred thousand letters overnight.

const KIND = 'recipients'

/** Counts them, with what is sent; a refusal to give, when there are too many. */
export async function countRecipients(
  tx: Tx,
  { config }: House,
  actor: Actor,
  count: number,
): Promise<Refused | null> {
  const most = config.mail.recipientsPerDay
  const overspent = await spend(tx, actor.accountId, KIND, count, most)
  return overspent && refusal(overspent, most)
}

function refusal({ retryAfter }: Overspent, most: number): Refused {
  const limit = `You may write to ${most} recipients in a day`
  // RFC 8621 §7.5
  if (retryAfter === null)
    return new Refused('tooMany', `${limit}, and these are more`, {
      type: 'tooManyRecipients',
      maxRecipients: most,
    })
  const hours = Math.ceil(retryAfter / 3600)
  return new Refused('tooMany', `${limit}: try again in ${hours} hour${hours === 1 ? '' : 's'}`, {
    retryAfter,
  })
}

/** The administrators find it in the audit, once a day: it may be somebody else who writes. */
export async function tellOfRecipients(tx: Tx, house: House, actor: Actor, door: string): Promise<void> {
  if (!(await isNewsThatSpent(tx, actor.accountId, KIND))) return
  const { principalId, organisationId, address, ip } = actor
  house.log.warn('somebody writes to too many', { address, ip, door })
  await audit(tx, actor, organisationId, {
    action: 'sendingLimited',
    target: { type: 'Principal', id: principalId, name: address },
    details: { most: house.config.mail.recipientsPerDay, door },
  })
}
