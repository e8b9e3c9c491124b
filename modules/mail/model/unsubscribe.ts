import type { Actor } from '../../../core/actor.ts'
import { spend } from '../../../core/allowance.ts'
import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { RecordId } from '../../../lib/id.ts'
import { type Access, mayDelegated } from '../../../store/access.ts'
import { readHeaders } from '../../../wire/mime/headers.ts'
import type { Part } from '../../../wire/mime/part.ts'
import { ONE_CLICK, readUnsubscribe, type Unsubscribe } from '../../../wire/mime/unsubscribe.ts'
import { UNSUBSCRIBED } from '../types.ts'
import { type Assessment, readAssessments } from './assessment.ts'
import { readEmails } from './emails.ts'
import { setKeywords } from './keywords.ts'
import { heldEverywhere } from './rights.ts'

/** What is asked in somebody's name of hosts that strangers chose. */
const MOST_A_DAY = 300
const TIMEOUT_MS = 10_000
const MAX_BYTES = 2 ** 20

/** How one leaves the list that a message is from; one click only where a signature vouches for it. RFC 8058 §4 */
export function unsubscribeOf(
  { bytes, structure }: { readonly bytes: Buffer; readonly structure: Part },
  assessment: Assessment | undefined,
): Unsubscribe | null {
  const ways = readUnsubscribe(readHeaders(bytes, structure))
  return ways && { ...ways, oneClick: assessment?.authentication.coversUnsubscribe ? ways.oneClick : null }
}

/**
 * Leaves the list of an email with one POST that says nothing of who asks, and marks the email. Only who may write in the
 * name of the account may, and mark what lies there. RFC 8058 §3.2
 */
export async function unsubscribe(
  house: House,
  actor: Actor,
  access: Access,
  emailId: RecordId,
): Promise<void> {
  const url = await findOneClick(house, access, emailId)
  const overspent = await house.db.write(tx => spend(tx, actor.accountId, 'unsubscribe', 1, MOST_A_DAY))
  if (overspent)
    throw new Refused('tooManyAttempts', `this may be done ${MOST_A_DAY} times in a day`, { ...overspent })
  const { status } = await house.outgoing.fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: ONE_CLICK,
    // RFC 8058 §3.1: nobody redirects.
    maxRedirects: 0,
    maxBytes: MAX_BYTES,
    timeoutMs: TIMEOUT_MS,
  })
  if (status < 200 || status > 299)
    throw new Refused('unavailable', `${new URL(url).host} answered with ${status}`)
  await house.db.write(tx => setKeywords(tx, access, [emailId], { add: [UNSUBSCRIBED], remove: [] }))
}

async function findOneClick(house: House, access: Access, emailId: RecordId): Promise<string> {
  const [row] = await readEmails(house.db, access, [emailId], 'structure')
  if (!row) throw new Refused('notFound', 'the email does not exist')
  const mayMark = (await heldEverywhere(house.db, access, [emailId], ['maySetKeywords'])).size > 0
  if (!mayMark || !mayDelegated(access, 'maySendOnBehalf', 'maySendAs'))
    throw new Refused('forbidden', 'nothing is sent from this account in your name')
  const bytes = await house.blobs.read(row.digest)
  const known = await readAssessments(house.db, access.accountId, [emailId])
  const ways = unsubscribeOf({ bytes, structure: row.content!.structure! }, known.get(emailId))
  if (!ways?.oneClick) throw new Refused('notPossible', 'the message offers no such way')
  return ways.oneClick
}
