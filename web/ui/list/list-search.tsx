import { IconSearch } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { TextField } from '../field/text-field.tsx'
import { useShortcuts } from '../hook/shortcut-scope.tsx'
import styles from './list-search.module.css'

type Props = {
  /** What is sought where; also the heading of its shortcut. */
  label: string
  scope: string
  text: string
  /** Told when the hand rests. */
  onText: (text: string) => void
}

/** Between two keys of a fast typist. */
const PAUSE_MS = 180

/** Narrows the list under it; « / » goes there. */
export function ListSearch({ label, scope, text, onText }: Props) {
  const input = useRef<HTMLInputElement>(null)
  const [written, setWritten] = useState(text)
  const tell = useRef(onText)
  tell.current = onText
  useEffect(() => setWritten(text), [text])
  useEffect(() => {
    if (written.trim() === text) return
    const timer = setTimeout(() => tell.current(written.trim()), PAUSE_MS)
    return () => clearTimeout(timer)
  }, [written, text])
  useShortcuts(scope, [{ keys: '/', label, onRun: () => input.current?.focus() }])
  return (
    <div className={styles.search}>
      <TextField
        ref={input}
        type="search"
        unlabelled
        label={label}
        placeholder={label}
        icon={IconSearch}
        value={written}
        onChange={setWritten}
        onKeyDown={event => event.key === 'Escape' && setWritten('')}
      />
    </div>
  )
}
