import { IconLink, IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useT } from '../../i18n/index.ts'
import { Button } from '../action/button.tsx'
import { IconButton } from '../action/icon-button.tsx'
import type { Person } from '../field/addresses.ts'
import { PeopleField } from '../field/people-field.tsx'
import { Select } from '../field/select.tsx'
import { useCopy } from '../hook/copy.ts'
import { Avatar } from '../mark/avatar.tsx'
import { uiTexts } from '../texts.ts'
import { Dialog } from './dialog.tsx'
import styles from './share-dialog.module.css'

/** What somebody may do, in words that hold for a note, a mailbox, a folder or a calendar; each includes those before. */
export type ShareLevel = 'read' | 'write' | 'share'

export type Shared<L extends string = ShareLevel> = Person & { id: string; level: L }

type LevelOption<L extends string> = { readonly id: L; readonly label: string }

type Props<L extends string> = {
  open: boolean
  /** « Partager « Toiture de la halle » » */
  title: string
  owner: Person
  people: readonly Shared<L>[]
  /** What can be given, where that is more than to read, edit and share; the first is offered. */
  levels?: readonly LevelOption<L>[]
  find: (text: string) => Promise<readonly Person[]>
  /** Gives those that it could not, because nobody knows them; rejects when nothing was done. */
  onAdd: (people: readonly Person[], level: L) => Promise<readonly Person[]>
  onLevel: (id: string, level: L) => void
  onRemove: (id: string) => void
  link: string
  onClose: () => void
}

const COMMON: readonly ShareLevel[] = ['read', 'write', 'share']

/** The one dialogue of the suite by which things are shared. */
export function ShareDialog<L extends string = ShareLevel>(props: Props<L>) {
  const { open, title, link, onClose, ...rest } = props
  const t = useT(uiTexts)
  const levels = useLevels(rest.levels)
  const copy = useCopy()
  return (
    <Dialog
      open={open}
      title={title}
      onClose={onClose}
      size={560}
      actions={
        <>
          <Button
            look="quiet"
            icon={IconLink}
            onClick={() => copy(link, t('share.copied'))}
            className={styles.link ?? ''}
          >
            {t('share.link')}
          </Button>
          <Button look="primary" onClick={onClose}>
            {t('share.done')}
          </Button>
        </>
      }
    >
      <Adding find={rest.find} onAdd={rest.onAdd} levels={levels} />
      <h3 className={styles.heading}>{t('share.with')}</h3>
      <ul className={styles.people}>
        <li>
          <Words person={rest.owner} />
          <span className={styles.owner}>{t('share.owner')}</span>
        </li>
        {rest.people.map(person => (
          <SharedLine
            key={person.id}
            person={person}
            levels={levels}
            onLevel={rest.onLevel}
            onRemove={rest.onRemove}
          />
        ))}
      </ul>
      <p className={styles.quiet}>{t(rest.people.length === 0 ? 'share.nobody' : 'share.link-help')}</p>
    </Dialog>
  )
}

/** Those of the dialogue’s owner, or those that most things have. */
function useLevels<L extends string>(
  given: readonly LevelOption<L>[] | undefined,
): readonly LevelOption<L>[] {
  const t = useT(uiTexts)
  // Whoever names no levels has the common ones for L.
  return (
    given ?? (COMMON.map(id => ({ id, label: t(`share.${id}`) })) as unknown as readonly LevelOption<L>[])
  )
}

type Levels<L extends string> = { levels: readonly LevelOption<L>[] }

function Adding<L extends string>({ find, onAdd, levels }: Pick<Props<L>, 'find' | 'onAdd'> & Levels<L>) {
  const t = useT(uiTexts)
  const [people, setPeople] = useState<readonly Person[]>([])
  const [level, setLevel] = useState<L>(levels[0]!.id)
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
          <Level label={t('share.may')} value={level} levels={levels} onChange={setLevel} />
          <Button look="primary" busy={busy} onClick={() => void add()}>
            {t('share.run')}
          </Button>
        </div>
      )}
    </div>
  )
}

type LineProps<L extends string> = { person: Shared<L> } & Levels<L> & Pick<Props<L>, 'onLevel' | 'onRemove'>

function SharedLine<L extends string>({ person, levels, onLevel, onRemove }: LineProps<L>) {
  const t = useT(uiTexts)
  const name = person.name || person.address
  return (
    <li>
      <Words person={person} />
      <Level
        label={t('share.may-of', { name })}
        value={person.level}
        levels={levels}
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

type LevelProps<L extends string> = { label: string; value: L; onChange: (level: L) => void } & Levels<L>

function Level<L extends string>({ label, value, levels, onChange }: LevelProps<L>) {
  const options = levels.map(({ id, label }) => ({ value: id, label }))
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
