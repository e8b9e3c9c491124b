import type { Mailbox } from '../../types.ts'
import { isShownRole } from './roles.ts'

export interface Folder {
  readonly mailbox: Mailbox
  readonly children: readonly Folder[]
  readonly depth: number
  /** « Projets / Halle », from the top. */
  readonly path: readonly string[]
}

/** The mailboxes as a forest, sisters in the order that people expect; the name decides where no order was set. */
export function folderForest(
  mailboxes: readonly Mailbox[],
  nameOf: (mailbox: Mailbox) => string,
  collator: Intl.Collator,
): readonly Folder[] {
  const known = new Set(mailboxes.map(({ id }) => id))
  const sisters = Map.groupBy(mailboxes, ({ parentId }) =>
    parentId && known.has(parentId) ? parentId : null,
  )
  const grow = (parentId: string | null, depth: number, above: readonly string[]): Folder[] =>
    (sisters.get(parentId) ?? [])
      .toSorted((a, b) => a.sortOrder - b.sortOrder || collator.compare(nameOf(a), nameOf(b)))
      .map(mailbox => {
        const path = [...above, nameOf(mailbox)]
        return { mailbox, depth, path, children: grow(mailbox.id, depth + 1, path) }
      })
  return grow(null, 0, [])
}

/** Each folder before those inside it; what is inside one that is closed is left out. */
export const walkFolders = (
  forest: readonly Folder[],
  isOpen: (folder: Folder) => boolean = () => true,
): Folder[] =>
  forest.flatMap(folder => [folder, ...(isOpen(folder) ? walkFolders(folder.children, isOpen) : [])])

/** A folder can go anywhere but into itself. */
export const mayMoveInto = (folder: Folder, target: Mailbox): boolean =>
  !walkFolders([folder]).some(({ mailbox }) => mailbox.id === target.id)

/** Whether a sister has the name already. */
export const isNameTaken = (
  name: string,
  parentId: string | null,
  mailboxes: readonly Mailbox[],
  except?: Mailbox,
): boolean =>
  mailboxes.some(
    other =>
      other.id !== except?.id &&
      other.parentId === parentId &&
      other.name.toLowerCase() === name.toLowerCase(),
  )

export const isOwnFolder = ({ mailbox }: Folder): boolean => !isShownRole(mailbox.role)

/** Whether a mailbox lies inside another, however deep. */
export function isBelow(
  { parentId }: Mailbox,
  id: string,
  find: (id: string) => Mailbox | undefined,
): boolean {
  for (let above = parentId; above !== null; above = find(above)?.parentId ?? null)
    if (above === id) return true
  return false
}

/** The folder of another account that is for the same: by its role, else by its name and those above. */
export function counterpartOf(folder: Folder, forest: readonly Folder[]): Folder | undefined {
  const { role } = folder.mailbox
  const way = folder.path.join('/')
  return walkFolders(forest).find(({ mailbox, path }) =>
    role === null ? mailbox.role === null && path.join('/') === way : mailbox.role === role,
  )
}
