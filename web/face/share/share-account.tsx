import { useCallback } from 'react'
import { useT } from '../../i18n/index.ts'
import { useClient, useRecord, useRecords } from '../../sync/react.ts'
import { type Person, ShareDialog, type Shared, useToast } from '../../ui/index.ts'
import { useDirectory } from '../directory.ts'
import { LEVELS, type Level, levelOf, RIGHTS, type Rights } from './level.ts'
import { shareTexts } from './texts.ts'

interface Owner {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly delegates: Readonly<Record<string, Rights>> | null
}

const SHARED = ['name', 'email', 'delegates']
const NAMED = ['name', 'email']

/** Whose mailbox it is, and who was given what over it. */
export const useAccountOwner = (principalId: string): Owner | null =>
  useRecord<Owner>('Principal', principalId, { properties: SHARED }) ?? null

type Props = {
  principalId: string
  /** Where those who were given it find it. */
  link: string
  onClose: () => void
}

/** The suite's dialogue of sharing, on a whole account: one's own, or one of several people. */
export function ShareAccount({ principalId, link, onClose }: Props) {
  const t = useT(shareTexts)
  const owner = useAccountOwner(principalId)
  const directory = useDirectory()
  const give = useGive(owner)
  const people = useDelegates(owner)
  const add = useCallback(
    async (wanted: readonly Person[], level: Level) => {
      const found = await Promise.all(wanted.map(({ address }) => directory.resolve(address)))
      give(Object.fromEntries(found.flatMap(person => (person ? [[person.id, RIGHTS[level]]] : []))))
      return wanted.filter((_, index) => found[index] === null)
    },
    [directory, give],
  )
  if (!owner) return null
  return (
    <ShareDialog<Level>
      open
      title={t('title', { name: owner.name })}
      owner={{ name: owner.name, address: owner.email ?? '' }}
      people={people}
      levels={LEVELS.map(id => ({ id, label: t(`level.${id}`) }))}
      find={directory.find}
      onAdd={add}
      onLevel={(id, level) => give({ [id]: RIGHTS[level] })}
      onRemove={id => give({ [id]: null })}
      link={location.origin + link}
      onClose={onClose}
    />
  )
}

function useDelegates(owner: Owner | null): readonly Shared<Level>[] {
  const delegates = owner?.delegates ?? {}
  const ids = Object.keys(delegates)
  const principals = useRecords<{ name: string; email: string | null }>('Principal', ids, {
    properties: NAMED,
  })
  return ids.map((id, index) => ({
    id,
    level: levelOf(delegates[id]!),
    name: principals[index]?.name ?? '',
    address: principals[index]?.email ?? '',
  }))
}

function useGive(owner: Owner | null) {
  const t = useT(shareTexts)
  const client = useClient()
  const toast = useToast()
  return useCallback(
    (rights: Readonly<Record<string, Rights | null>>): void => {
      if (!owner || Object.keys(rights).length === 0) return
      const patch = Object.fromEntries(
        Object.entries(rights).map(([id, given]) => [`delegates/${id}`, given]),
      )
      client
        .update('Principal', owner.id, patch)
        .saved.catch(() => toast({ tone: 'error', text: t('refused') }))
    },
    [client, owner, toast, t],
  )
}
