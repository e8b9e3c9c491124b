import { IconLink, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '../../i18n/index.ts'
import { Button } from '../action/button.tsx'
import { IconButton } from '../action/icon-button.tsx'
import type { Person } from '../field/addresses.ts'
import { PeopleField } from '../field/people-field.tsx'
import { Select } from '../field/select.tsx'
import { Avatar } from '../mark/avatar.tsx'
import { useToast } from '../notice/toast.tsx'
import { uiTexts } from '../texts.ts'
import { Dialog } from './dialog.tsx'
import styles from './share-dialog.module.css'

/** What somebody may do, in words that hold for a note, a mailbox, a folder or a calendar; each includes those before. */
export type ShareLevel = 'read' | 'write' | 'share'

export type Shared = Person & { id: string; level: ShareLevel }

type Props = {
  open: boolean
  /** « Partager « Toiture de la halle » » */
  title: string
  owner: Person
  people: readonly Shared[]
  find: (text: string) => Promise<readonly Person[]>
  /** Gives those that it could not, because nobody knows them; rejects when nothing was done. */
  onAdd: (people: readonly Person[], level: ShareLevel) => Promise<readonly Person[]>
  onLevel: (id: string, level: ShareLevel) => void
  onRemove: (id: string) => void
  link: string
  onClose: () => void
}

const levels: readonly ShareLevel[] = ['read', 'write', 'share']

/** The one dialogue of the suite by which things are shared. */
export function ShareDialog({ open, title, link, onClose, ...rest }: Props) {
  const t = useT(uiTexts)
  const toast = useToast()
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(link)
    toast({ text: t('share.copied') })
  }
  return (
    <Dialog
      open={open}
      title={title}
      onClose={onClose}
      size={560}
      actions={
        <>
          <Button look="quiet" icon={IconLink} onClick={() => void copy()} className={styles.link ?? ''}>
            {t('share.link')}
          </Button>
          <Button look="primary" onClick={onClose}>
            {t('share.done')}
          </Button>
        </>
      }
    >
      <Adding {...rest} />
      <h3 className={styles.heading}>{t('share.with')}</h3>
      <ul className={styles.people}>
        <li>
          <Words person={rest.owner} />
          <span className={styles.owner}>{t('share.owner')}</span>
        </li>
        {rest.people.map(person => (
          <SharedLine key={person.id} person={person} onLevel={rest.onLevel} onRemove={rest.onRemove} />
        ))}
      </ul>
      <p className={styles.quiet}>{t(rest.people.length === 0 ? 'share.nobody' : 'share.link-help')}</p>
    </Dialog>
  )
}

function Adding({ find, onAdd }: Pick<Props, 'find' | 'onAdd'>) {
  const t = useT(uiTexts)
  const [people, setPeople] = useState<readonly Person[]>([])
  const [level, setLevel] = useState<ShareLevel>('read')
  const [error, setError] = useState<string | null>(null)
  const [busy, setBusy] = useState(false)
  const add = async (): Promise<void> => {
    setBusy(true)
    try {
      const unknown = await onAdd(people, level)
      setPeople(unknown)
      const addresses = unknown.map(person => person.address).join(', ')
      setError(unknown.length > 0 ? t('share.unknown', { addresses }) : null)
    } catch {
      setError(t('share.failed'))
    }
    setBusy(false)
  }
  return (
    <div className={styles.adding}>
      <PeopleField
        label={t('share.add')}
        value={people}
        onChange={setPeople}
        find={find}
        error={error}
        autoFocus
      />
      {people.length > 0 && (
        <div className={styles.level}>
          <Level label={t('share.may')} value={level} onChange={setLevel} />
          <Button look="primary" busy={busy} onClick={() => void add()}>
            {t('share.run')}
          </Button>
        </div>
      )}
    </div>
  )
}

function SharedLine({ person, onLevel, onRemove }: { person: Shared } & Pick<Props, 'onLevel' | 'onRemove'>) {
  const t = useT(uiTexts)
  const name = person.name || person.address
  return (
    <li>
      <Words person={person} />
      <Level
        label={t('share.may-of', { name })}
        value={person.level}
        onChange={level => onLevel(person.id, level)}
      />
      <IconButton
        size="small"
        icon={IconX}
        label={t('action.remove', { name })}
        onClick={() => onRemove(person.id)}
      />
    </li>
  )
}

type LevelProps = { label: string; value: ShareLevel; onChange: (level: ShareLevel) => void }

function Level({ label, value, onChange }: LevelProps) {
  const t = useT(uiTexts)
  const options = levels.map(level => ({ value: level, label: t(`share.${level}`) }))
  return <Select unlabelled label={label} value={value} options={options} onChange={onChange} />
}

function Words({ person: { name, address, photo } }: { person: Person }) {
  return (
    <>
      <Avatar name={name} address={address} photo={photo} />
      <span className={styles.words}>
        <b>{name || address}</b>
        {name && <small>{address}</small>}
      </span>
    </>
  )
}
