import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import type { DragEvent } from 'react'
import { useT } from '../../i18n/index.ts'
import { stroke } from '../action/verb.ts'
import { Avatar } from '../mark/avatar.tsx'
import { uiTexts } from '../texts.ts'
import { isAddress, type Person, writePerson } from './addresses.ts'
import styles from './people-list.module.css'

/** What a dragged person is called, so that only fields of people take it. */
export const personMime = 'application/x-bastide-person'

export function PersonToken({ person, onRemove }: { person: Person; onRemove: () => void }) {
  const t = useT(uiTexts)
  const valid = isAddress(person.address)

  const onDragStart = (event: DragEvent): void => {
    event.dataTransfer.effectAllowed = 'copyMove'
    event.dataTransfer.setData(personMime, JSON.stringify(person))
    event.dataTransfer.setData('text/plain', writePerson(person))
  }
  // Dropped in another field of people, it has moved; dropped anywhere else, it stays.
  const onDragEnd = (event: DragEvent): void => {
    if (event.dataTransfer.dropEffect === 'move') onRemove()
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dragging is a short cut; cut and paste do the same
    <span
      className={styles.token}
      data-invalid={!valid || undefined}
      title={valid ? person.address : t('people.invalid', { address: person.address })}
      draggable
      onDragStart={onDragStart}
      onDragEnd={onDragEnd}
    >
      {valid ? (
        <Avatar name={person.name} address={person.address} photo={person.photo} size={26} />
      ) : (
        <IconAlertTriangle size={17} stroke={stroke} aria-hidden="true" />
      )}
      <span>{person.name || person.address}</span>
      {!valid && <span className="unseen">{t('people.invalid', { address: person.address })}</span>}
      <button
        type="button"
        tabIndex={-1}
        aria-label={t('action.remove', { name: person.name || person.address })}
        onClick={onRemove}
      >
        <IconX size={14} aria-hidden="true" />
      </button>
    </span>
  )
}
