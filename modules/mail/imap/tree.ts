import { accountsOf, type Reachable } from '../../../core/access.ts'
import type { Actor } from '../../../core/actor.ts'
import type { House } from '../../../core/house.ts'
import { Refused } from '../../../lib/errors.ts'
import type { RecordId } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import { SEPARATOR } from '../model/mailbox-name.ts'
import { listMailboxes, type MailboxRow } from '../model/mailboxes.ts'

/** A name that LIST can tell: a mailbox, or with `row` null a place that only leads to others. */
export interface Node {
  readonly path: string
  readonly row: MailboxRow | null
  readonly access: Access | null
  readonly hasChildren: boolean
  /** It stands among the actor's own, and not under what others share. */
  readonly isPersonal?: boolean
  /** It was deleted, and is still subscribed. */
  readonly isGone?: boolean
}

export const goneNode = (path: string): Node => ({
  path,
  row: null,
  access: null,
  hasChildren: false,
  isGone: true,
})

/** Other people's mailboxes stand under this name, by owner. RFC 2342 §5 */
export const sharedPrefix = ({ language }: Actor): string =>
  language.startsWith('fr') ? 'Partagés' : 'Shared'

/**
 * The mailboxes that an actor sees, by path, in the order in which they are shown:
 *
 *   INBOX · INBOX/Projets · Envoyés · Partagés/Mairie/INBOX · …
 */
export class Tree {
  private readonly nodes = new Map<string, Node>()

  static async read(house: House, actor: Actor): Promise<Tree> {
    const tree = new Tree()
    const reachable = (await accountsOf(house.db, actor)).filter(account => !account.directory)
    const rows = await Promise.all(reachable.map(({ access }) => listMailboxes(house.db, access)))
    for (const [i, account] of reachable.entries()) tree.hang(account, rows[i]!, sharedPrefix(actor))
    return tree
  }

  /** The actor's own only: enough for most commands, and one query. */
  static async readOwn(house: House, access: Access): Promise<Tree> {
    const tree = new Tree()
    tree.add(access, await listMailboxes(house.db, access), '')
    return tree
  }

  all(): Node[] {
    return [...this.nodes.values()]
  }

  find(path: string): Node | null {
    return this.nodes.get(path) ?? null
  }

  private hang({ access, name, personal }: Reachable, rows: readonly MailboxRow[], prefix: string): void {
    if (rows.length === 0) return
    if (personal) this.add(access, rows, '')
    else this.hangShared(access, rows, prefix, name)
  }

  private hangShared(access: Access, rows: readonly MailboxRow[], prefix: string, name: string): void {
    const owner = `${prefix}${SEPARATOR}${this.free(prefix, nameOf(name), access.accountId)}`
    for (const path of [prefix, owner])
      if (!this.nodes.has(path)) this.nodes.set(path, { path, row: null, access: null, hasChildren: true })
    this.add(access, rows, owner)
  }

  private add(access: Access, rows: readonly MailboxRow[], root: string): void {
    const seen = new Set(rows.map(row => row.id))
    // A parent that is not shared leaves its children at the top.
    const children = Map.groupBy(rows, row =>
      row.parentId !== null && seen.has(row.parentId) ? row.parentId : null,
    )
    const walk = (parent: RecordId | null, above: string) => {
      for (const row of inboxFirst(children.get(parent) ?? [])) {
        const path = above + this.free(above, row.role === 'inbox' ? 'INBOX' : row.name, row.id)
        this.nodes.set(path, {
          path,
          row,
          access,
          hasChildren: children.has(row.id),
          isPersonal: root === '',
        })
        walk(row.id, path + SEPARATOR)
      }
    }
    walk(null, root && root + SEPARATOR)
  }

  /** Two of one name are told apart by number: it cannot happen among the mailboxes of one owner. */
  private free(above: string, name: string, number: number): string {
    return this.nodes.has(above + name) ? `${name} (${number})` : name
  }
}

const inboxFirst = (rows: readonly MailboxRow[]): MailboxRow[] => [
  ...rows.filter(row => row.role === 'inbox'),
  ...rows.filter(row => row.role !== 'inbox'),
]

const nameOf = (name: string): string => name.replaceAll(SEPARATOR, ' ').normalize('NFC')

// RFC 9051 §5.1: INBOX ignores letter case, here also above others.
export const readPath = (name: string): string => name.replace(/^inbox(?=\/|$)/i, 'INBOX').replace(/\/+$/, '')

/** A mailbox that is there. */
export interface Place {
  readonly path: string
  readonly row: MailboxRow
  readonly access: Access
}

/** Finds what a client names; refuses `notFound`. */
export async function findPlace(house: House, actor: Actor, name: string): Promise<Place> {
  const place = await tryPlace(house, actor, name)
  if (!place) throw new Refused('notFound', 'There is no such mailbox')
  return place
}

export async function tryPlace(house: House, actor: Actor, name: string): Promise<Place | null> {
  const path = readPath(name)
  const { row, access } = (await treeFor(house, actor, path)).find(path) ?? {}
  return row && access ? { path, row, access } : null
}

/** What must be read to know a path. */
export async function treeFor(house: House, actor: Actor, path: string): Promise<Tree> {
  return path.startsWith(sharedPrefix(actor))
    ? Tree.read(house, actor)
    : Tree.readOwn(house, ownAccess(actor))
}

/** Rights of an actor on the own account: no table says less. */
export const ownAccess = (actor: Actor): Access => ({
  accountId: actor.accountId,
  owner: true,
  principals: [actor.principalId, ...actor.groups],
  readOnly: false,
})
