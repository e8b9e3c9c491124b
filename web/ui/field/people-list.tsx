import { Popover } from '@mantine/core'
import type { ReactElement } from 'react'
import { useT } from '../../i18n/index.ts'
import { Avatar } from '../mark/avatar.tsx'
import { uiTexts } from '../texts.ts'
import type { Person } from './addresses.ts'
import styles from './people-list.module.css'
import type { Completion } from './use-completion.ts'

type Props = { id: string; completion: Completion; onPick: (person: Person) => void; children: ReactElement }

/** Who may be meant. The focus stays in the input; this only shows which one Enter takes. */
export function PeopleList({ id, completion, onPick, children }: Props) {
  const t = useT(uiTexts)
  return (
    <Popover
      opened={completion.open}
      position="bottom-start"
      shadow="md"
      withRoles={false}
      trapFocus={false}
      offset={6}
    >
      <Popover.Target>{children}</Popover.Target>
      <Popover.Dropdown className={styles.dropdown ?? ''}>
        <div role="listbox" id={id} aria-label={t('people.add')}>
          {completion.people.map((person, index) => (
            // biome-ignore lint/a11y/useFocusableInteractive: the combobox points at it
            // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are the input's
            <div
              key={person.address}
              id={`${id}-${index}`}
              role="option"
              aria-selected={index === completion.index}
              className={styles.person}
              // Before the input loses its focus and settles what was typed.
              onMouseDown={event => event.preventDefault()}
              onClick={() => onPick(person)}
            >
              <Avatar name={person.name} address={person.address} photo={person.photo} />
              <span className={styles.words}>
                <b>{person.name || person.address}</b>
                <small>{[person.name && person.address, person.note].filter(Boolean).join(' · ')}</small>
              </span>
            </div>
          ))}
        </div>
      </Popover.Dropdown>
    </Popover>
  )
}
