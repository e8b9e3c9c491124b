import { useEffect, useMemo } from 'react'
import { useQuery, useRecords } from '../../../../web/face.ts'
import { collatorOf, useLanguage } from '../../../../web/i18n/index.ts'
import type { Mailbox, Role } from '../../types.ts'
import { mailboxName } from './roles.ts'
import { type Folder, folderForest } from './tree.ts'

/** More than anybody can look through. */
const MOST = 1000

export interface Mailboxes {
  readonly accountId: string
  readonly all: readonly Mailbox[]
  readonly forest: readonly Folder[]
  readonly find: (id: string) => Mailbox | undefined
  readonly ofRole: (role: Role) => Mailbox | undefined
  /** False until the server, or the disk, has told. */
  readonly known: boolean
}

export function useMailboxes(accountId: string): Mailboxes {
  const language = useLanguage()
  const rows = useQuery('Mailbox', { accountId })
  const { need, total } = rows
  useEffect(() => need(0, MOST), [need])
  const ids = rows.ids.filter(id => id !== undefined)
  const records = useRecords<Mailbox>('Mailbox', ids, { accountId })
  return useMemo(() => {
    const all = records.filter(record => record != null)
    const byId = new Map(all.map(mailbox => [mailbox.id, mailbox]))
    const byRole = new Map(all.map(mailbox => [mailbox.role, mailbox]))
    return {
      accountId,
      all,
      forest: folderForest(all, mailboxName, collatorOf(language)),
      find: id => byId.get(id),
      ofRole: role => byRole.get(role),
      known: total !== null && (all.length > 0 || total === 0),
    }
  }, [accountId, records, total, language])
}
