import { useCallback } from 'react'
import { useClient, useDirectory, useRecords, useSession, useWho } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { type Person, ShareDialog, type Shared, type ShareLevel } from '../../../web/ui/index.ts'
import { linkTo } from './address.ts'
import { type NoteRights, type Shown, TYPE } from './note.ts'
import { notesTexts } from './texts.ts'

const RIGHTS: Readonly<Record<ShareLevel, Partial<NoteRights>>> = {
  read: { mayRead: true },
  write: { mayRead: true, mayWrite: true },
  share: { mayRead: true, mayWrite: true, mayShare: true },
}

const levelOf = (rights: Partial<NoteRights>): ShareLevel =>
  rights.mayShare ? 'share' : rights.mayWrite ? 'write' : 'read'

interface Colleague {
  readonly id: string
  readonly name: string
  readonly email: string | null
}

const LISTED = ['name', 'email']

/** The suite's dialogue of sharing, on a note. */
export function ShareNote({ shown, onClose }: { shown: Shown; onClose: () => void }) {
  const t = useT(notesTexts)
  const { ref, note } = shown
  const client = useClient()
  const { people, give } = useShares(shown)
  const directory = useDirectory()
  const add = useCallback(
    async (wanted: readonly Person[], level: ShareLevel) => {
      const found = await Promise.all(wanted.map(({ address }) => directory.resolve(address)))
      const known = found.filter(person => person !== null)
      give(Object.fromEntries(known.map(({ id }) => [id, RIGHTS[level]])))
      return wanted.filter((_, index) => found[index] === null)
    },
    [directory, give],
  )
  return (
    <ShareDialog
      open
      title={t('share.title', { title: note.title || t('list.untitled') })}
      owner={useOwner(ref.accountId)}
      people={people}
      find={directory.find}
      onAdd={add}
      onLevel={(id, level) => give({ [id]: RIGHTS[level] })}
      onRemove={id => give({ [id]: null })}
      link={linkTo(ref.accountId ?? client.primaryAccount(TYPE), ref.id)}
      onClose={onClose}
    />
  )
}

function useShares({ ref, note }: Shown) {
  const client = useClient()
  const shares = (note.shareWith ?? {}) as Readonly<Record<string, Partial<NoteRights>>>
  const ids = Object.keys(shares)
  const colleagues = useRecords<Colleague>('Principal', ids, { properties: LISTED })
  const people = ids.map((id, index): Shared => {
    const colleague = colleagues[index]
    const level = levelOf(shares[id] ?? {})
    return { id, level, name: colleague?.name ?? '', address: colleague?.email ?? '' }
  })
  const give = (rights: Readonly<Record<string, Partial<NoteRights> | null>>): void => {
    if (Object.keys(rights).length === 0) return
    // A note that nobody has yet has no set to reach into.
    const patch =
      note.shareWith === null
        ? { shareWith: rights }
        : Object.fromEntries(Object.entries(rights).map(([id, right]) => [`shareWith/${id}`, right]))
    client.update(TYPE, ref.id, patch, ref.accountId ?? undefined)
  }
  return { people, give }
}

function useOwner(accountId: string | null): Person {
  const who = useWho()
  const { accounts } = useSession()
  if (accountId === null) return { name: who.name, address: who.address }
  return { name: accounts[accountId]?.name ?? '', address: '' }
}
