import { IconChevronRight, IconDots } from '@tabler/icons-react'
import type { CSSProperties, DragEvent, PointerEvent, ReactNode } from 'react'
import { Link } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { IconButton, Menu, Quantity, type VerbGroup } from '../../../../web/ui/index.ts'
import { mailTexts } from '../texts.ts'
import styles from './side.module.css'
import { type Drops, useDrop } from './use-drop.ts'

/** Further in for each level, to a limit: names must stay readable. */
const DEEPEST = 5

type Props = Omit<Drops, 'onStay'> & {
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
  /** Makes of it what is dragged. */
  onDrag?: ((event: DragEvent) => void) | undefined
}

/** A place at the side: a link, that may be unfolded, acted upon and dropped onto. */
export function PlaceLine(props: Props) {
  const t = useT(mailTexts)
  const { name, href, mark, current, count = 0, depth = 0, open = null, onTurn, verbs } = props
  const { over, drop } = useDrop({ ...props, onStay: open === false ? onTurn : undefined })
  return (
    <div
      className={styles.place}
      data-current={current || undefined}
      data-over={over || undefined}
      style={{ '--depth': Math.min(depth, DEEPEST) } as CSSProperties}
      {...drop}
      {...draggedBy(props.onDrag)}
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

/** With a mouse: a finger that moves scrolls. */
const draggedBy = (onDragStart: Props['onDrag']) =>
  onDragStart && {
    onDragStart,
    onPointerDown: ({ currentTarget, pointerType }: PointerEvent<HTMLElement>) => {
      currentTarget.draggable = pointerType === 'mouse'
    },
  }
