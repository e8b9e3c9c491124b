import type { NamingCommand } from '../../../wire/imap/command/mailbox.ts'
import type { GetQuotaCommand } from '../../../wire/imap/command/quota.ts'
import { writeQuota, writeQuotaRoot } from '../../../wire/imap/response/quota.ts'
import { findQuota } from '../model/quota.ts'
import { no, type Outcome, ok, type Session } from './session.ts'
import { findPlace } from './tree.ts'

/** Of one's own account; what others use of theirs is not told. RFC 9208 §3.1.1 */
const ROOT = ''

// RFC 9208 §4.1.1
export async function getQuota(session: Session, { root }: GetQuotaCommand): Promise<Outcome> {
  if (root !== ROOT || !(await tell(session))) return no('There is no such quota root', 'NONEXISTENT')
  return ok('GETQUOTA completed')
}

// RFC 9208 §4.1.2: a mailbox under no limit has no root.
export async function getQuotaRoot(session: Session, { mailbox }: NamingCommand): Promise<Outcome> {
  const { path, access } = await findPlace(session.house, session.who, mailbox)
  const isOwn = access.accountId === session.who.accountId
  const limited = isOwn && (await findLimit(session)) !== null
  writeQuotaRoot(session.writer, path, limited ? [ROOT] : [])
  if (limited) await tell(session)
  return ok('GETQUOTAROOT completed')
}

async function tell(session: Session): Promise<boolean> {
  const found = await findLimit(session)
  if (found) writeQuota(session.writer, ROOT, [{ name: 'STORAGE', ...found }])
  return found !== null
}

/** RFC 9208 §5.1: in units of 1024 octets. */
async function findLimit({ house, who }: Session): Promise<{ usage: number; limit: number } | null> {
  const { used, quota } = await findQuota(house.db, who.accountId)
  return quota === null ? null : { usage: Math.ceil(used / 1024), limit: Math.floor(quota / 1024) }
}
