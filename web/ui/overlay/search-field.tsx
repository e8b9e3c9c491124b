import { IconSearch, IconX } from '@tabler/icons-react'
import { type KeyboardEvent, type ReactNode, useId, useRef, useState } from 'react'
import { useT } from '../../i18n/index.ts'
import { IconButton } from '../action/icon-button.tsx'
import { stroke } from '../action/verb.ts'
import { useShortcuts } from '../hook/shortcut-scope.tsx'
import { Kbd } from '../mark/kbd.tsx'
import { uiTexts } from '../texts.ts'
import styles from './search-field.module.css'

export type Hit = {
  id: string
  title: string
  detail?: string | undefined
  mark?: ReactNode
  when?: string | undefined
}
export type HitGroup = { label: string; hits: readonly Hit[] }

type Props = {
  text: string
  onText: (text: string) => void
  groups: readonly HitGroup[]
  /** While the answer to this text is awaited, nothing is said to be missing. */
  waiting?: boolean
  onPick: (hit: Hit) => void
  /** Enter without a hit chosen: the full page of results. */
  onSubmit: (text: string) => void
  placeholder?: string
}

/** The one field for everything, everywhere. Ctrl-K or « / » comes here. */
export function SearchField(props: Props) {
  const t = useT(uiTexts)
  const { text, groups, waiting = false } = props
  const input = useRef<HTMLInputElement>(null)
  const id = useId()
  const [focused, setFocused] = useState(false)
  const [index, setIndex] = useState(-1)
  const hits = groups.flatMap(group => group.hits)
  const nothing = text.trim() !== '' && hits.length === 0 && !waiting
  const open = focused && (hits.length > 0 || nothing)

  const focus = (): void => input.current?.select()
  useShortcuts(t('shell.help'), [
    { keys: 'ctrl+k', label: t('search.label'), onRun: focus, whileTyping: true },
    { keys: '/', label: t('search.label'), onRun: focus },
  ])

  const write = (text: string): void => {
    setIndex(-1)
    props.onText(text)
  }
  const leave = (): void => input.current?.blur()
  const pick = (hit: Hit): void => {
    leave()
    props.onPick(hit)
  }

  const onKeyDown = (event: KeyboardEvent): void => {
    const act = actOf(event.key)
    if (!act) return
    event.preventDefault()
    act()
  }
  const actOf = (key: string): (() => void) | undefined => {
    if (key === 'ArrowDown' && hits.length > 0) return () => setIndex((index + 1) % hits.length)
    if (key === 'ArrowUp' && hits.length > 0) return () => setIndex(index <= 0 ? hits.length - 1 : index - 1)
    if (key === 'Escape') return text === '' ? leave : () => write('')
    const hit = hits[index]
    if (key === 'Enter' && hit) return () => pick(hit)
    if (key === 'Enter' && text.trim() !== '') {
      return () => {
        leave()
        props.onSubmit(text.trim())
      }
    }
    return undefined
  }

  return (
    <search className={styles.search}>
      <div className={styles.field}>
        <IconSearch size={19} stroke={stroke} aria-hidden="true" />
        <input
          ref={input}
          type="text"
          role="combobox"
          enterKeyHint="search"
          autoComplete="off"
          spellCheck={false}
          aria-label={t('search.label')}
          aria-expanded={open}
          aria-controls={`${id}-hits`}
          aria-autocomplete="list"
          aria-activedescendant={open && index >= 0 ? `${id}-${index}` : undefined}
          placeholder={props.placeholder ?? t('search.placeholder')}
          value={text}
          onChange={event => write(event.target.value)}
          onKeyDown={onKeyDown}
          onFocus={() => setFocused(true)}
          onBlur={() => setFocused(false)}
        />
        {text === '' ? (
          <Kbd keys="ctrl+k" />
        ) : (
          <IconButton size="small" icon={IconX} label={t('search.clear')} onClick={() => write('')} />
        )}
      </div>
      <span className="unseen" role="status">
        {open && t('search.results', { count: hits.length })}
      </span>
      {open && (
        <div className={styles.panel}>
          {nothing && <p className={styles.none}>{t('search.none', { text })}</p>}
          <SearchHits id={id} groups={groups} index={index} onPick={pick} />
        </div>
      )}
    </search>
  )
}

type HitsProps = { id: string; groups: readonly HitGroup[]; index: number; onPick: (hit: Hit) => void }

function SearchHits({ id, groups, index, onPick }: HitsProps) {
  const t = useT(uiTexts)
  const hits = groups.flatMap(group => group.hits)
  if (hits.length === 0) return null
  return (
    <div role="listbox" id={`${id}-hits`} aria-label={t('search.label')}>
      {groups.map(group => (
        // biome-ignore lint/a11y/useSemanticElements: a group of options, not of fields
        <div key={group.label} role="group" aria-label={group.label}>
          <div className={styles.heading} aria-hidden="true">
            {group.label}
          </div>
          {group.hits.map(hit => (
            <SearchHit
              key={hit.id}
              id={`${id}-${hits.indexOf(hit)}`}
              hit={hit}
              current={hits.indexOf(hit) === index}
              onPick={onPick}
            />
          ))}
        </div>
      ))}
    </div>
  )
}

type HitProps = { id: string; hit: Hit; current: boolean; onPick: (hit: Hit) => void }

function SearchHit({ id, hit, current, onPick }: HitProps) {
  return (
    // biome-ignore lint/a11y/useFocusableInteractive: the combobox points at it
    // biome-ignore lint/a11y/useKeyWithClickEvents: its keys are the input's
    <div
      id={id}
      role="option"
      aria-selected={current}
      className={styles.hit}
      // Before the input loses its focus and closes the panel.
      onMouseDown={event => event.preventDefault()}
      onClick={() => onPick(hit)}
    >
      {hit.mark}
      <span className={styles.words}>
        <b>{hit.title}</b>
        {hit.detail && <small>{hit.detail}</small>}
      </span>
      {hit.when && <small>{hit.when}</small>}
    </div>
  )
}
