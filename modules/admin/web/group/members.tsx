import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { Link, useDirectory, useRecords } from '../../../../web/face.ts'
import { collatorOf, useLanguage, useT } from '../../../../web/i18n/index.ts'
import { Avatar, IconButton, PeopleField, type Person } from '../../../../web/ui/index.ts'
import { writeAdminAddress } from '../address.ts'
import styles from '../admin.module.css'
import { PartTitle } from '../detail-title.tsx'
import { LISTED, type Principal } from '../principal.ts'
import { SavedLine } from '../saving/saved-line.tsx'
import { errorOf, type Saving } from '../saving/use-saving.ts'
import { adminTexts } from '../texts.ts'
import { groupTexts } from './texts.ts'

const FIELD = 'members'

/** Who is in a group: each saved as it is added or taken out. */
export function Members({ group, saving }: { group: Principal; saving: Saving }) {
  const t = useT(groupTexts)
  const members = useMembers(group)
  const put = (ids: readonly string[], isIn: boolean): Promise<boolean> =>
    saving.save(FIELD, patchOf(ids, isIn), patchOf(ids, !isIn))
  return (
    <div className={styles.members}>
      <PartTitle>{t('heading')}</PartTitle>
      {members.length === 0 && <p className={styles.quiet}>{t('members.none')}</p>}
      <ul className={styles.lines}>
        {members.map(member => (
          <MemberLine key={member.id} member={member} onRemove={() => void put([member.id], false)} />
        ))}
      </ul>
      <Adding saving={saving} onAdd={ids => put(ids, true)} />
    </div>
  )
}

const patchOf = (ids: readonly string[], isIn: boolean) =>
  Object.fromEntries(ids.map(id => [`members/${id}`, isIn || null]))

function useMembers({ members }: Principal): readonly Principal[] {
  const language = useLanguage()
  const records = useRecords<Principal>('Principal', Object.keys(members ?? {}), { properties: LISTED })
  const { compare } = collatorOf(language)
  return records.filter(record => record != null).toSorted((a, b) => compare(a.name, b.name))
}

function MemberLine({ member, onRemove }: { member: Principal; onRemove: () => void }) {
  const t = useT(adminTexts)
  const { id, type, name, email } = member
  const href = writeAdminAddress(
    type === 'group' ? 'groups' : type === 'individual' ? 'people' : 'resources',
    id,
  )
  return (
    <li>
      <Avatar name={name} address={email ?? undefined} />
      <span className={styles.words}>
        <Link href={href}>{name}</Link>
        <small>{email}</small>
      </span>
      <IconButton size="small" icon={IconX} label={t('remove', { name })} onClick={onRemove} />
    </li>
  )
}

type AddingProps = { saving: Saving; onAdd: (ids: readonly string[]) => Promise<boolean> }

/** Whoever is chosen is in; who is not known stays in the field, and why. */
function Adding({ saving, onAdd }: AddingProps) {
  const t = useT(groupTexts)
  const directory = useDirectory()
  const [left, setLeft] = useState<readonly Person[]>([])
  const add = async (people: readonly Person[]): Promise<void> => {
    setLeft(people)
    const found = await Promise.all(people.map(({ address }) => directory.resolve(address).catch(() => null)))
    const ids = found.flatMap(person => person?.id ?? [])
    if (ids.length === 0 || (await onAdd(ids))) setLeft(people.filter((_, index) => found[index] === null))
  }
  const unknown = left.map(({ address }) => address).join(', ')
  return (
    <PeopleField
      label={t('members.add')}
      value={left}
      onChange={people => void add(people)}
      find={directory.find}
      error={errorOf(saving, FIELD) ?? (unknown && t('members.unknown', { addresses: unknown }))}
      help={<SavedLine saving={saving} field={FIELD} />}
    />
  )
}
