import { IconX } from '@tabler/icons-react'
import { Link, useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Avatar, EmptyState, IconButton, Select, useToast } from '../../../../web/ui/index.ts'
import { writeAdminAddress } from '../address.ts'
import styles from '../admin.module.css'
import { GROUPS, type Principal } from '../principal.ts'
import { change } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { adminTexts } from '../texts.ts'
import { useAll } from '../use-all.ts'
import { personTexts } from './texts.ts'

export function GroupsTab({ person }: { person: Principal }) {
  const t = useT(personTexts)
  const words = useT(adminTexts)
  const groups = useAll<Principal>('Principal', { filter: GROUPS }) ?? []
  const isIn = ({ members }: Principal): boolean => members !== null && person.id in members
  const put = usePutting(person)
  const own = groups.filter(isIn)
  return (
    <div className={styles.section}>
      {own.length === 0 && <EmptyState>{t('groups.none')}</EmptyState>}
      <ul className={styles.lines}>
        {own.map(group => (
          <li key={group.id}>
            <Avatar name={group.name} address={group.email ?? undefined} />
            <span className={styles.words}>
              <Link href={writeAdminAddress('groups', group.id)}>{group.name}</Link>
              <small>{group.email}</small>
            </span>
            <IconButton
              size="small"
              icon={IconX}
              label={words('remove', { name: group.name })}
              onClick={() => void put(group, false)}
            />
          </li>
        ))}
      </ul>
      <Select
        label={t('groups.add')}
        value=""
        options={[
          { value: '', label: t('groups.choose') },
          ...groups.filter(group => !isIn(group)).map(({ id, name }) => ({ value: id, label: name })),
        ]}
        onChange={id => {
          const group = groups.find(one => one.id === id)
          if (group) void put(group, true)
        }}
      />
    </div>
  )
}

/** Puts somebody into a group or takes them out, and says so; either can be taken back. */
function usePutting(person: Principal): (group: Principal, isIn: boolean) => Promise<void> {
  const t = useT(personTexts)
  const words = useT(adminTexts)
  const client = useClient()
  const toast = useToast()
  const put = async (group: Principal, isIn: boolean, offerUndo: boolean): Promise<void> => {
    const patch = { [`members/${person.id}`]: isIn || null }
    try {
      await change(client, 'Principal', { update: { [group.id]: patch } })
      const text = t(isIn ? 'groups.added' : 'groups.removed', { group: group.name })
      toast(offerUndo ? { text, undo: () => void put(group, !isIn, false) } : { text })
    } catch (error) {
      toast({ tone: 'error', text: refusalWords(error, words) })
    }
  }
  return (group, isIn) => put(group, isIn, true)
}
