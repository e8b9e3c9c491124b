import { Refused } from '../../../../lib/errors.ts'
import { type AccountId, type RecordId, readId } from '../../../../lib/id.ts'
import type { Queryable, Tx } from '../../../../store/database.ts'
import { sql } from '../../../../store/sql.ts'
import type { FileInto } from '../../../../wire/sieve/action.ts'
import { mailbox, type Role } from '../../types.ts'
import { createMailbox } from '../mailbox.ts'
import { SEPARATOR } from '../mailbox-name.ts'
import { asOwner } from '../rights.ts'
import type { FiledMailbox } from './filter.ts'

// RFC 8579 §2; RFC 6154 §2
const ROLE_OF_USE: Readonly<Record<string, Role>> = {
  '\\all': 'all',
  '\\archive': 'archive',
  '\\drafts': 'drafts',
  '\\flagged': 'flagged',
  '\\important': 'important',
  '\\junk': 'junk',
  '\\sent': 'sent',
  '\\trash': 'trash',
}

/** The mailboxes of an account as its scripts name them: by path, as IMAP does, by id and by use. */
export class Folders {
  private readonly rows: readonly FiledMailbox[]
  private readonly byPath: ReadonlyMap<string, FiledMailbox>

  constructor(rows: readonly FiledMailbox[]) {
    this.rows = rows
    const byId = new Map(rows.map(row => [row.id, row]))
    this.byPath = new Map(rows.map(row => [pathOf(row, byId).toLowerCase(), row]))
  }

  has(name: string): boolean {
    return this.findPath(name) !== null
  }

  hasId(id: string): boolean {
    return this.findId(id) !== null
  }

  hasUse(use: string, name: string | null): boolean {
    const found = this.findUse(use)
    return found !== null && (name === null || this.findPath(name) === found)
  }

  find({
    mailbox: path,
    mailboxId,
    specialUse,
  }: Pick<FileInto, 'mailbox' | 'mailboxId' | 'specialUse'>): FiledMailbox | null {
    const meant =
      mailboxId !== null ? this.findId(mailboxId) : specialUse !== null ? this.findUse(specialUse) : null
    return meant ?? this.findPath(path)
  }

  /** People write names in any letter case; the exact one comes from the database and is unique. */
  findPath(path: string): FiledMailbox | null {
    return this.byPath.get(tidy(path).toLowerCase()) ?? null
  }

  private findId(id: string): FiledMailbox | null {
    const number = readId(mailbox.prefix, id)
    return this.rows.find(row => row.id === number) ?? null
  }

  private findUse(use: string): FiledMailbox | null {
    const role = ROLE_OF_USE[use.toLowerCase()]
    return (role && this.rows.find(row => row.role === role)) || null
  }
}

const INBOX = 'INBOX'

function pathOf(row: FiledMailbox, byId: ReadonlyMap<RecordId, FiledMailbox>): string {
  const names: string[] = []
  for (
    let at: FiledMailbox | undefined = row;
    at;
    at = at.parentId === null ? undefined : byId.get(at.parentId)
  )
    names.unshift(at.role === 'inbox' ? INBOX : at.name)
  return names.join(SEPARATOR)
}

const tidy = (path: string): string => path.normalize('NFC').replace(/^\/+|\/+$/g, '')

export const listFolders = async (db: Queryable, accountId: AccountId): Promise<Folders> =>
  new Folders(
    await db.rows<FiledMailbox>(sql`
      select id, name, parent_id as "parentId", role from mailbox where account_id = ${accountId}`),
  )

/** Makes a mailbox and those that lead to it; null where that may not be. RFC 5490 §3.2 */
export async function makeFolder(tx: Tx, accountId: AccountId, path: string): Promise<RecordId | null> {
  const names = tidy(path).split(SEPARATOR)
  let parentId: RecordId | null = null
  try {
    for (const [depth, name] of names.entries()) {
      const folders = await listFolders(tx, accountId)
      const known = folders.findPath(names.slice(0, depth + 1).join(SEPARATOR))
      parentId = known?.id ?? (await createMailbox(tx, asOwner(accountId), { name, parentId }))
    }
    return parentId
  } catch (error) {
    if (error instanceof Refused) return null
    throw error
  }
}
