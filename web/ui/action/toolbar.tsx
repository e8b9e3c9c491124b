import { IconDots } from '@tabler/icons-react'
import { type ReactNode, useLayoutEffect, useRef, useState } from 'react'
import { useT } from '../../i18n/index.ts'
import { uiTexts } from '../texts.ts'
import { Button } from './button.tsx'
import { IconButton } from './icon-button.tsx'
import { Menu } from './menu.tsx'
import styles from './toolbar.module.css'
import type { Verb } from './verb.ts'

type Props = {
  label: string
  verbs: readonly Verb[]
  /** Always under « … ». */
  more?: readonly Verb[]
  /** Before the verbs: the way back on a phone, a title. */
  start?: ReactNode
  /** Right of the verbs, never folded. */
  end?: ReactNode
}

/** Verbs with words; those that find no room go under « … », from the last. */
export function Toolbar({ label, verbs, more = [], start, end }: Props) {
  const t = useT(uiTexts)
  const { room, shown } = useRoom(verbs)
  const folded = verbs.slice(shown)
  const groups = [folded, more].filter(group => group.length > 0).map(group => ({ verbs: group }))
  return (
    <div className={styles.toolbar} role="toolbar" aria-label={label}>
      {start}
      <div className={styles.room} ref={room}>
        {verbs.map((verb, index) => (
          <VerbButton key={verb.id} verb={verb} hidden={index >= shown} />
        ))}
      </div>
      {end}
      {groups.length > 0 && (
        <Menu groups={groups}>
          <IconButton icon={IconDots} label={t('action.more')} />
        </Menu>
      )}
    </div>
  )
}

function VerbButton({ verb, hidden }: { verb: Verb; hidden: boolean }) {
  return (
    <Button
      look="quiet"
      tone={verb.danger ? 'danger' : 'plain'}
      icon={verb.icon}
      disabled={verb.disabled}
      aria-pressed={verb.pressed}
      onClick={verb.onRun}
      data-folded={hidden || undefined}
    >
      {verb.label}
    </Button>
  )
}

// Folded verbs stay laid out, unseen, so that their widths are known when room comes back.
function useRoom(verbs: readonly Verb[]) {
  const room = useRef<HTMLDivElement>(null)
  const [shown, setShown] = useState(verbs.length)
  const words = verbs.map(verb => verb.label).join('\n')
  useLayoutEffect(() => {
    const element = room.current
    if (!element) return
    const measure = (): void => {
      const buttons = [...element.children] as HTMLElement[]
      setShown(buttons.filter(button => button.offsetLeft + button.offsetWidth <= element.clientWidth).length)
    }
    measure()
    const observer = new ResizeObserver(measure)
    observer.observe(element)
    return () => observer.disconnect()
  }, [words])
  return { room, shown }
}
