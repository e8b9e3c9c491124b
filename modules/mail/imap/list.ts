import type { ListCommand, LsubCommand } from '../../../wire/imap/command/list.ts'
import { mailboxMatcher } from '../../../wire/imap/mailbox-pattern.ts'
import {
  type ListEntry,
  type MailboxAttribute,
  writeList,
  writeLsub,
  writeNamespaces,
} from '../../../wire/imap/response/mailbox.ts'
import { SEPARATOR } from '../model/mailbox-name.ts'
import { listGoneSubscriptions } from '../model/subscription.ts'
import type { Role } from '../types.ts'
import { tellMyRights } from './acl.ts'
import { type Outcome, ok, type Session } from './session.ts'
import { tellStatus } from './status.ts'
import { goneNode, type Node, sharedPrefix, Tree } from './tree.ts'

// RFC 9051 §6.3.9
export async function list(session: Session, command: ListCommand): Promise<Outcome> {
  const done = ok('LIST completed')
  // RFC 9051 §6.3.9: an empty name asks for the delimiter.
  if (command.patterns.length === 1 && command.patterns[0] === '') {
    writeList(session.writer, { name: '', delimiter: SEPARATOR, attributes: ['\\Noselect'] })
    return done
  }
  const nodes = await nodesOf(session, command.select.includes('subscribed'))
  const isWanted = matcher(command.reference, command.patterns)
  for (const node of nodes) {
    const entry = isWanted(node.path) ? entryOf(session, node, nodes, command) : null
    if (!entry) continue
    writeList(session.writer, entry)
    // RFC 8440 §3
    if (command.returns.includes('myrights') && isPlace(node)) tellMyRights(session, node)
    // RFC 5819 §2: only what can be selected has a status.
    if (command.status && isPlace(node)) await tellStatus(session, node, command.status)
  }
  return done
}

/** With those that are only subscribed, where that is asked. */
async function nodesOf({ house, who }: Session, withGone: boolean): Promise<Node[]> {
  const tree = await Tree.read(house, who)
  const gone = withGone ? await listGoneSubscriptions(house.db, who.accountId) : []
  return [...tree.all(), ...gone.filter(path => !tree.find(path)).map(goneNode)]
}

function matcher(reference: string, patterns: readonly string[]): (path: string) => boolean {
  const matchers = patterns.map(pattern => mailboxMatcher(reference + pattern, SEPARATOR))
  return path => matchers.some(matches => matches(path))
}

const isPlace = (node: Node): node is Node & { row: object; access: object } => node.row !== null

/** Null: it is not among those that the client selects. RFC 5258 §3 */
function entryOf(
  { isRev2 }: Session,
  node: Node,
  nodes: readonly Node[],
  { select, returns }: ListCommand,
): ListEntry | null {
  const below = select.includes('recursivematch') && childSelected(node, nodes, select)
  if (!isSelected(node, select) && !below) return null
  // RFC 5258 §3.1: so do names that are only subscribed, in either.
  const attributes = attributesOf(node, isRev2 || node.isGone === true)
  const subscribed = select.includes('subscribed') || returns.includes('subscribed')
  return {
    name: node.path,
    delimiter: SEPARATOR,
    attributes: subscribed && isSubscribed(node) ? [...attributes, '\\Subscribed'] : attributes,
    ...(below && {
      childInfo: select.filter(word => word === 'subscribed' || word === 'special-use').map(upper),
    }),
  }
}

const upper = (word: string): string => word.toUpperCase()

function isSelected(node: Node, select: ListCommand['select']): boolean {
  if (select.includes('subscribed') && !isSubscribed(node)) return false
  return !select.includes('special-use') || useOf(node) !== null
}

const childSelected = (node: Node, nodes: readonly Node[], select: ListCommand['select']): boolean =>
  nodes.some(child => child.path.startsWith(node.path + SEPARATOR) && isSelected(child, select))

/** What others share is shown until the owner takes it back. */
const isSubscribed = ({ row, access, isGone = false }: Node): boolean =>
  isGone || (row !== null && (row.isSubscribed || !access!.owner))

function attributesOf(node: Node, rev2: boolean): MailboxAttribute[] {
  const children: MailboxAttribute = node.hasChildren ? '\\HasChildren' : '\\HasNoChildren'
  // RFC 9051 §7.3.1: in rev2 what does not exist says so.
  if (!node.row) return rev2 ? ['\\NonExistent', children] : ['\\Noselect', children]
  const use = useOf(node)
  return use ? [children, use] : [children]
}

/** RFC 6154 §2, RFC 8457 §3 */
const USES: Partial<Record<Role, MailboxAttribute>> = {
  drafts: '\\Drafts',
  sent: '\\Sent',
  archive: '\\Archive',
  junk: '\\Junk',
  trash: '\\Trash',
  important: '\\Important',
  all: '\\All',
  flagged: '\\Flagged',
  // Registered with IANA.
  snoozed: '\\Snoozed',
}

/** Only one's own, and no group's: a client files its drafts and its rubbish there. */
const useOf = ({ row, isPersonal = false }: Node): MailboxAttribute | null =>
  row?.role && isPersonal ? (USES[row.role] ?? null) : null

export const roleOfUse = (use: string): Role | null =>
  (Object.keys(USES) as Role[]).find(role => USES[role]!.toLowerCase() === use.toLowerCase()) ?? null

// RFC 3501 §6.3.9
export async function lsub(session: Session, { reference, pattern }: LsubCommand): Promise<Outcome> {
  const nodes = await nodesOf(session, true)
  const isWanted = matcher(reference, [pattern])
  for (const node of nodes) {
    if (!isWanted(node.path)) continue
    const entry = { name: node.path, delimiter: SEPARATOR, attributes: attributesOf(node, false) }
    if (isSubscribed(node)) writeLsub(session.writer, entry)
    // A parent that is not subscribed stands for the children that `%` does not reach.
    else if (pattern.endsWith('%') && childSelected(node, nodes, ['subscribed']))
      writeLsub(session.writer, { ...entry, attributes: ['\\Noselect', '\\HasChildren'] })
  }
  return ok('LSUB completed')
}

// RFC 9051 §6.3.10
export async function namespace(session: Session): Promise<Outcome> {
  const others = { prefix: sharedPrefix(session.who) + SEPARATOR, delimiter: SEPARATOR }
  writeNamespaces(session.writer, [{ prefix: '', delimiter: SEPARATOR }], [others], [])
  return ok('NAMESPACE completed')
}
