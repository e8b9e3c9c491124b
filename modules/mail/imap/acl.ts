import { resolveAddress } from '../../../core/resolve.ts'
import { Refused } from '../../../lib/errors.ts'
import type { PrincipalId } from '../../../lib/id.ts'
import { ALL_RIGHTS } from '../../../store/access.ts'
import type { AclCommand, SetAclCommand } from '../../../wire/imap/command/acl.ts'
import type { NamingCommand } from '../../../wire/imap/command/mailbox.ts'
import { writeAclResponse, writeListRights, writeMyRights } from '../../../wire/imap/response/acl.ts'
import { listSharers, shareMailbox } from '../model/share.ts'
import { bitsOf, lettersOf, RIGHT_GROUPS } from './acl-rights.ts'
import { has } from './rights.ts'
import { type Outcome, ok, type Session } from './session.ts'
import { findPlace, type Place } from './tree.ts'

// Identifiers are addresses of people and groups; the owner holds every right, and is not in the list.

// RFC 4314 §3.5
export async function myRights(session: Session, { mailbox }: NamingCommand): Promise<Outcome> {
  const place = await findPlace(session.house, session.who, mailbox)
  tellMyRights(session, place)
  return ok('MYRIGHTS completed')
}

export function tellMyRights({ writer }: Session, { path, row }: Pick<Place, 'path' | 'row'>): void {
  writeMyRights(writer, path, lettersOf(row.rights))
}

// RFC 4314 §3.3
export async function getAcl(session: Session, { mailbox }: NamingCommand): Promise<Outcome> {
  const { path, row, access } = await administered(session, mailbox)
  const sharers = await listSharers(session.house.db, session.who, access, row.id)
  const entries = sharers.map(({ address, name, rights }) => [address ?? name, lettersOf(rights)] as const)
  writeAclResponse(session.writer, path, [...ownerOf(session, access), ...entries])
  return ok('GETACL completed')
}

/** One's own mailbox lists oneself first, as clients expect. */
const ownerOf = ({ who }: Session, { accountId }: Place['access']): [string, string][] =>
  accountId === who.accountId ? [[who.address, lettersOf(ALL_RIGHTS)]] : []

// RFC 4314 §3.4
export async function listRights(session: Session, { mailbox, identifier }: AclCommand): Promise<Outcome> {
  const { path } = await administered(session, mailbox)
  await findPrincipal(session, identifier)
  writeListRights(session.writer, path, identifier, '', RIGHT_GROUPS)
  return ok('LISTRIGHTS completed')
}

// RFC 4314 §3.1
export async function setAcl(session: Session, command: SetAclCommand): Promise<Outcome> {
  const bits = bitsOf(command.rights)
  await give(session, command.mailbox, command.identifier, held => {
    if (command.action === 'replace') return bits
    return command.action === 'add' ? held | bits : held & ~bits
  })
  return ok('SETACL completed')
}

// RFC 4314 §3.2
export async function deleteAcl(session: Session, { mailbox, identifier }: AclCommand): Promise<Outcome> {
  await give(session, mailbox, identifier, () => 0)
  return ok('DELETEACL completed')
}

async function give(
  session: Session,
  mailbox: string,
  identifier: string,
  change: (rights: number) => number,
): Promise<void> {
  const { house, who } = session
  const { row, access } = await administered(session, mailbox)
  const principalId = await findPrincipal(session, identifier)
  // Nobody changes the own rights: an owner has them all, and a reader got them from somebody.
  if (principalId === who.principalId) throw new Refused('notPossible', 'These are your own rights')
  await house.db.write(tx => shareMailbox(tx, house, who, access, row.id, principalId, change))
}

/** RFC 4314 §4: without the right to administer, the list is not even seen. */
async function administered({ house, who }: Session, name: string): Promise<Place> {
  const place = await findPlace(house, who, name)
  if (!has(place.row.rights, 'mayShare')) throw new Refused('forbidden', 'This needs the right a')
  return place
}

async function findPrincipal({ house, who }: Session, identifier: string): Promise<PrincipalId> {
  const found = await resolveAddress(house.db, identifier)
  if (found.kind !== 'found' || found.organisationId !== who.organisationId || found.tag !== '')
    throw new Refused('notPossible', 'Nobody here has this address')
  return found.principalId
}
