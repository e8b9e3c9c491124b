import { Refused } from '../../../lib/errors.ts'
import { type RecordId, writeId } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import type { Tx } from '../../../store/database.ts'
import type { CreateCommand, NamingCommand, RenameCommand } from '../../../wire/imap/command/mailbox.ts'
import { createMailbox, destroyMailbox, updateMailbox } from '../model/mailbox.ts'
import { SEPARATOR } from '../model/mailbox-name.ts'
import { setMailboxes } from '../model/membership.ts'
import { listUids } from '../model/messages.ts'
import { dropSubscription, keepSubscription } from '../model/subscription.ts'
import { mailbox as descriptor, type Role } from '../types.ts'
import { roleOfUse } from './list.ts'
import { no, type Outcome, ok, type Session } from './session.ts'
import { findPlace, readPath, sharedPrefix, type Tree, treeFor, tryPlace } from './tree.ts'

// RFC 9051 §6.3.4
export async function create(session: Session, { mailbox, use }: CreateCommand): Promise<Outcome> {
  const path = readPath(mailbox)
  const role = use && use.length > 0 ? roleOfUse(use[0]!) : null
  // RFC 6154 §3
  if (use && use.length > 0 && (use.length > 1 || !role)) return no('This use cannot be given', 'CANNOT')
  const tree = await treeFor(session.house, session.who, path)
  if (tree.find(path)) return no('The mailbox exists already', 'ALREADYEXISTS')
  const { access, parentId, names } = placeOf(session, tree, path)
  const id = await session.house.db.write(tx => createPath(tx, access, parentId, names, role))
  return ok('CREATE completed', { code: 'MAILBOXID', id: writeId(descriptor.prefix, id) })
}

interface Missing {
  readonly access: Access
  readonly parentId: RecordId | null
  /** What is to be made under the parent, from the top. */
  readonly names: readonly string[]
}

/** The nearest mailbox above a path that is there, and the names that are not. */
function placeOf(session: Session, tree: Tree, path: string): Missing {
  const names = path.split(SEPARATOR)
  for (let depth = names.length - 1; depth > 0; depth--) {
    const node = tree.find(names.slice(0, depth).join(SEPARATOR))
    if (node && !node.row) break
    if (node) return { access: node.access!, parentId: node.row!.id, names: names.slice(depth) }
  }
  if (names[0] === sharedPrefix(session.who)) throw new Refused('forbidden', 'Nothing is created here')
  const own = tree.find('INBOX')!.access!
  return { access: own, parentId: null, names }
}

// RFC 9051 §6.3.4: superior names that are missing are made too.
async function createPath(
  tx: Tx,
  access: Access,
  parentId: RecordId | null,
  names: readonly string[],
  role: Role | null,
): Promise<RecordId> {
  let parent = parentId
  for (const [i, name] of names.entries()) {
    const last = i === names.length - 1
    // RFC 9051 §6.3.4: a new mailbox is not subscribed; mail that arrives there by a rule would stay unseen.
    parent = await createMailbox(tx, access, { name, parentId: parent, role: last ? role : null })
  }
  return parent!
}

// RFC 9051 §6.3.5
export async function remove(session: Session, { mailbox }: NamingCommand): Promise<Outcome> {
  const { house } = session
  const { path, row, access } = await findPlace(house, session.who, mailbox)
  if (row.role === 'inbox') return no('INBOX cannot be deleted', 'CANNOT')
  await house.db.write(async tx => {
    await destroyMailbox(tx, house, access, row.id, true)
    // RFC 9051 §6.3.7: the name stays on the list of its owner.
    if (access.owner && row.isSubscribed) await keepSubscription(tx, access.accountId, path)
  })
  return ok('DELETE completed')
}

// RFC 9051 §6.3.6
export async function rename(session: Session, { from, to }: RenameCommand): Promise<Outcome> {
  const { house } = session
  const place = await findPlace(house, session.who, from)
  const path = readPath(to)
  const tree = await treeFor(house, session.who, path)
  if (tree.find(path)) return no('The mailbox exists already', 'ALREADYEXISTS')
  const { access, parentId, names } = placeOf(session, tree, path)
  if (access.accountId !== place.access.accountId) return no('It belongs to somebody else', 'CANNOT')
  if (path.startsWith(place.path + SEPARATOR) && place.path !== 'INBOX')
    return no('A mailbox cannot be inside itself', 'CANNOT')
  await house.db.write(async tx => {
    if (place.row.role === 'inbox') return emptyInto(tx, session, place.row.id, access, parentId, names)
    const parent =
      names.length > 1 ? await createPath(tx, access, parentId, names.slice(0, -1), null) : parentId
    return updateMailbox(tx, access, place.row.id, { name: names.at(-1)!, parentId: parent })
  })
  return ok('RENAME completed')
}

/** RFC 9051 §6.3.6: renaming INBOX moves its messages and leaves it empty. */
async function emptyInto(
  tx: Tx,
  { house }: Session,
  inbox: RecordId,
  access: Access,
  parentId: RecordId | null,
  names: readonly string[],
): Promise<void> {
  const target = await createPath(tx, access, parentId, names, null)
  const messages = await listUids(tx, access.accountId, inbox)
  const ids = messages.map(message => message.emailId)
  await setMailboxes(tx, house, access, ids, { add: [target], remove: [inbox] })
}

// RFC 9051 §6.3.7, §6.3.8
export async function subscribe(session: Session, { name, mailbox }: NamingCommand): Promise<Outcome> {
  const isSubscribed = name === 'subscribe'
  const place = await tryPlace(session.house, session.who, mailbox)
  if (!isSubscribed) await dropSubscription(session.house.db, session.who.accountId, readPath(mailbox))
  // Clients unsubscribe the old name after a RENAME: the subscription went with it.
  if (!place) return isSubscribed ? no('There is no such mailbox', 'NONEXISTENT') : ok('Not subscribed')
  const { row, access } = place
  // What others share stays in view: it is theirs to take back.
  if (!access.owner) return isSubscribed ? ok('Subscribed') : no('It is shown while it is shared', 'CANNOT')
  if (row.isSubscribed !== isSubscribed)
    await session.house.db.write(tx => updateMailbox(tx, access, row.id, { isSubscribed }))
  return ok(`${name.toUpperCase()} completed`)
}
