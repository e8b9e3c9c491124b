import type { House } from '../../../core/house.ts'
import type { AccountId } from '../../../lib/id.ts'
import { findHeld, type HeldEnvelope } from '../model/held.ts'
import { keepHeldBack } from '../model/kept-back.ts'
import { domainOf } from '../model/outgoing.ts'
import { prepareBlob } from '../model/prepare.ts'
import { reviewAuthorship } from '../model/warrant.ts'
import { acceptHeld, type Local, type Unreachable } from './accept.ts'
import { findRecipient } from './recipient.ts'
import { Refusal } from './refusal.ts'
import { readHeader, readWhole } from './relay/content.ts'

/** Lets a message go whose time has come, if whoever submitted it still may; run twice, it goes once. */
export async function releaseSubmission(
  house: House,
  { accountId, id }: { accountId: AccountId; id: number },
): Promise<void> {
  const held = await findHeld(house.db, accountId, id)
  if (!held) return
  const message = await prepareBlob(house, accountId, held.digest)
  if (!message) return
  const header = await readHeader(house, held.digest)
  const { mailFrom, isOurs = false, by } = held.envelope
  if (by !== undefined) {
    const reviewed = await reviewAuthorship(house.db, { accountId, by, mailFrom, header })
    if ('withdrawn' in reviewed) return keepHeldBack(house, { accountId, id }, held, by, reviewed.withdrawn)
  }
  const whole = await readWhole(house, accountId, held.digest)
  const reached = await reach(house, held.envelope)
  await acceptHeld(house, {
    mailFrom,
    message,
    header,
    whole,
    sender: accountId,
    heldId: id,
    ...reached,
    assessments: isOurs ? null : new Map(),
    isOurs,
  })
}

interface Reached {
  readonly local: readonly Local[]
  readonly remote: readonly { readonly rcpt: string; readonly domain: string }[]
  readonly unreachable: readonly Unreachable[]
}

/** Who they are now: some may have left since the message was taken. */
async function reach(house: House, { recipients }: HeldEnvelope): Promise<Reached> {
  const found = await Promise.all(
    recipients.map(async one => ({
      ...one,
      found: await findRecipient(house, one.rcpt).catch(error => {
        if (error instanceof Refusal) return error
        throw error
      }),
    })),
  )
  return {
    local: found.flatMap(({ found, ...one }) =>
      found && !(found instanceof Refusal) ? [{ ...one, found }] : [],
    ),
    remote: found.filter(one => one.found === null).map(one => ({ ...one, domain: domainOf(one.rcpt) })),
    unreachable: found.flatMap(({ found, ...one }) =>
      found instanceof Refusal ? [{ ...one, reply: found.reply }] : [],
    ),
  }
}
