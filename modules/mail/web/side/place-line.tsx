import { IconChevronRight, IconDots } from '@tabler/icons-react'
import { type CSSProperties, type DragEvent, type ReactNode, useState } from 'react'
import { Link } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { IconButton, Menu, Quantity, type VerbGroup } from '../../../../web/ui/index.ts'
import { type Dragged, isDragged, readDragged } from '../list/drag.ts'
import { mailTexts } from '../texts.ts'
import styles from './side.module.css'

/** Further in for each level, to a limit: names must stay readable. */
const DEEPEST = 5

type Props = {
  name: string
  href: string
  mark: ReactNode
  current: boolean
  count?: number
  /** What is counted, where it is not what is unread. */
  counted?: string | undefined
  depth?: number
  /** Null where nothing lies inside. */
  open?: boolean | null
  onTurn?: () => void
  verbs?: readonly VerbGroup[]
  onDrop?: (dragged: Dragged) => void
}

/** A place at the side: a link, that may be unfolded, acted upon and dropped onto. */
export function PlaceLine(props: Props) {
  const t = useT(mailTexts)
  const { name, href, mark, current, count = 0, depth = 0, open = null, onTurn, verbs } = props
  const { over, drop } = useDrop(props.onDrop)
  return (
    <div
      className={styles.place}
      data-current={current || undefined}
      data-over={over || undefined}
      style={{ '--depth': Math.min(depth, DEEPEST) } as CSSProperties}
      {...drop}
    >
      {open !== null && (
        <button
          type="button"
          className={styles.turn}
          aria-expanded={open}
          aria-label={t(open ? 'side.close' : 'side.open', { name })}
          onClick={onTurn}
        >
          <IconChevronRight size={12} stroke={2.5} aria-hidden="true" />
        </button>
      )}
      <Link href={href} className={styles.link} aria-current={current ? 'page' : undefined} draggable={false}>
        {mark}
        <span className={styles.name}>{name}</span>
        {count > 0 && (
          <span className={styles.count}>
            <span aria-hidden="true">
              <Quantity value={count} />
            </span>
            <span className="unseen">{props.counted ?? t('side.waiting', { count })}</span>
          </span>
        )}
      </Link>
      {verbs && (
        <span className={styles.more}>
          <Menu groups={verbs} position="bottom-start">
            <IconButton size="small" icon={IconDots} label={t('side.more', { name })} />
          </Menu>
        </span>
      )}
    </div>
  )
}

function useDrop(onDrop: ((dragged: Dragged) => void) | undefined) {
  const [over, setOver] = useState(false)
  if (!onDrop) return { over: false, drop: {} }
  const drop = {
    onDragOver: (event: DragEvent): void => {
      if (!isDragged(event)) return
      event.preventDefault()
      event.dataTransfer.dropEffect = 'move'
      setOver(true)
    },
    onDragLeave: (): void => setOver(false),
    onDrop: (event: DragEvent): void => {
      setOver(false)
      const dragged = readDragged(event)
      if (!dragged) return
      event.preventDefault()
      onDrop(dragged)
    },
  }
  return { over, drop }
}
