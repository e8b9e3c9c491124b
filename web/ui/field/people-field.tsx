import {
  type ClipboardEvent,
  type DragEvent,
  type KeyboardEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from 'react'
import { useT } from '../../i18n/index.ts'
import { uiTexts } from '../texts.ts'
import { isAddress, type Person, readPeople } from './addresses.ts'
import styles from './field.module.css'
import { Field, type FieldFace, splitFace, type Ties } from './field.tsx'
import { PeopleList } from './people-list.tsx'
import { PersonToken, personMime } from './person-token.tsx'
import { useCompletion } from './use-completion.ts'

type Props = FieldFace & {
  value: readonly Person[]
  onChange: (people: readonly Person[]) => void
  /** Completes what is typed; the answer to an older text is thrown away. */
  find: (text: string) => Promise<readonly Person[]>
  autoFocus?: boolean
  /** Asked for when the field gets the focus: what was typed for it before it came. */
  early?: () => string
}

/** In pixels, about. */
const LETTER = 9

/** People as tokens, with completion. Takes what is pasted; shows what is not an address instead of refusing it. */
export function PeopleField(props: Props) {
  const [face, rest] = splitFace(props)
  return <Field face={face}>{ties => <Tokens {...rest} ties={ties} />}</Field>
}

function Tokens({
  value,
  onChange,
  find,
  autoFocus,
  early,
  ties,
}: Omit<Props, keyof FieldFace> & { ties: Ties }) {
  const t = useT(uiTexts)
  const input = useRef<HTMLInputElement>(null)
  const ownDrag = useRef(false)
  const listId = useId()
  const [text, setText] = useState('')
  const [isTaking, setTaking] = useState(false)
  const completion = useCompletion(text, find, value)

  const add = (people: readonly Person[]): void => {
    onChange(joined(value, people))
    setText('')
    setTaking(false)
  }
  // Who only passes through changes nothing.
  const settle = (): void => {
    if (text.trim() !== '') add(readPeople(text))
  }
  // Who types a name and Enter in one go is not asked to wait for the answer.
  const take = useRef(settle)
  take.current = () => add(completion.chosen ? [completion.chosen] : readPeople(text))
  const isKnown = isTaking && !completion.waiting
  useEffect(() => {
    if (isKnown) take.current()
  }, [isKnown])
  // Of a crowd only some lines are shown: where one types is among them.
  useEffect(() => {
    if (document.activeElement === input.current) input.current?.scrollIntoView({ block: 'nearest' })
  }, [value.length])
  const remove = (person: Person): void => {
    onChange(value.filter(other => other !== person))
    input.current?.focus()
  }

  const actOf = (key: string): (() => void) | undefined => {
    const { chosen, open } = completion
    const last = value.at(-1)
    if (key === 'Escape' && open) return completion.close
    if (key === 'ArrowDown' && open) return () => completion.move(1)
    if (key === 'ArrowUp' && open) return () => completion.move(-1)
    if ((key === 'Enter' || key === 'Tab') && chosen) return () => add([chosen])
    if (key === 'Enter' && completion.waiting && isName(text)) return () => setTaking(true)
    if ((key === 'Enter' || key === ',' || key === ';') && text.trim()) return settle
    if (key === 'Backspace' && text === '' && last) return () => remove(last)
    return undefined
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const act = actOf(event.key)
    if (act) stop(event, act)
  }

  const onPaste = (event: ClipboardEvent): void => {
    const people = readPeople(event.clipboardData.getData('text/plain'))
    if (people.length > 1 || people[0]?.name) stop(event, () => add(people))
  }

  const onDragOver = (event: DragEvent): void => {
    if (ownDrag.current || !event.dataTransfer.types.includes(personMime)) return
    event.preventDefault()
    event.dataTransfer.dropEffect = 'move'
  }

  const onDrop = (event: DragEvent): void => {
    const dragged = event.dataTransfer.getData(personMime)
    if (dragged) stop(event, () => add([JSON.parse(dragged) as Person]))
  }

  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: a click beside the input goes to it, as in any field
    // biome-ignore lint/a11y/useKeyWithClickEvents: the keyboard reaches the input by itself
    <div
      className={`${styles.box} ${styles.tokens}`}
      onClick={() => input.current?.focus()}
      onDragStart={() => {
        ownDrag.current = true
      }}
      onDragEnd={() => {
        ownDrag.current = false
      }}
      onDragOver={onDragOver}
      onDrop={onDrop}
    >
      {value.map(person => (
        <PersonToken key={person.address} person={person} onRemove={() => remove(person)} />
      ))}
      <PeopleList id={listId} completion={completion} onPick={person => add([person])}>
        <input
          {...ties}
          ref={input}
          className={styles.input}
          data-spare={(text === '' && value.length > 0) || undefined}
          // Beside the people it takes what is left of the line, and goes below once it needs more.
          style={{ flexBasis: value.length === 0 ? 140 : Math.min(140, 20 + text.length * LETTER) }}
          value={text}
          // biome-ignore lint/a11y/noAutofocus: asked for where a dialogue opens on this field
          autoFocus={autoFocus}
          autoComplete="off"
          autoCapitalize="none"
          spellCheck={false}
          role="combobox"
          aria-expanded={completion.open}
          aria-controls={listId}
          aria-autocomplete="list"
          aria-activedescendant={completion.chosen ? `${listId}-${completion.index}` : undefined}
          onChange={event => {
            setText(event.target.value)
            setTaking(false)
          }}
          onKeyDown={onKeyDown}
          onPaste={onPaste}
          onFocus={() => setText(text + (early?.() ?? ''))}
          onBlur={settle}
        />
      </PeopleList>
      <span className="unseen" role="status">
        {completion.open && t('people.found', { count: completion.people.length })}
      </span>
    </div>
  )
}

/** What only a completion makes an address of. */
const isName = (text: string): boolean =>
  text.trim() !== '' && !readPeople(text).some(({ address }) => isAddress(address))

function stop(event: { preventDefault: () => void; stopPropagation: () => void }, then: () => void): void {
  event.preventDefault()
  event.stopPropagation()
  then()
}

function joined(people: readonly Person[], more: readonly Person[]): Person[] {
  const byAddress = new Map([...people, ...more].map(person => [person.address.toLowerCase(), person]))
  return [...byAddress.values()]
}
