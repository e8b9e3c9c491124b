import {
  IconArrowDown,
  IconArrowUp,
  IconCode,
  IconCopy,
  IconDots,
  IconGripVertical,
  IconPencil,
  IconPlayerPlay,
  IconTrash,
} from '@tabler/icons-react'
import type { DragEvent, KeyboardEvent, PointerEvent } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { IconButton, Menu, Switch, type Verb } from '../../../../web/ui/index.ts'
import styles from './rules.module.css'
import type { Piece } from './script-rules.ts'
import { rulesTexts } from './texts.ts'
import { isLost, type Speech, sayRule } from './words.ts'

export interface PieceVerbs {
  readonly open: () => void
  readonly toggle: (isOn: boolean) => void
  readonly duplicate: () => void
  readonly apply: () => void
  readonly remove: () => void
  /** By one place up, or down. */
  readonly move: (by: 1 | -1) => void
}

type Props = {
  piece: Piece
  at: number
  count: number
  speech: Speech
  verbs: PieceVerbs
  over: 'before' | 'after' | null
  drag: {
    readonly onDragStart: (event: DragEvent) => void
    readonly onDragOver: (event: DragEvent) => void
    readonly onDrop: (event: DragEvent) => void
    readonly onDragEnd: () => void
  }
}

/** A rule in the list: what it is called, what it does, whether it is on. */
export function PieceLine({ piece, at, count, speech, verbs, over, drag }: Props) {
  const t = useT(rulesTexts)
  const { rule } = piece
  const name = rule ? rule.name || t('rule.unnamed') : t('by-hand')
  const [lost] = speech.mailboxes.known && rule ? rule.actions.filter(action => isLost(action, speech)) : []
  return (
    <li
      className={styles.piece}
      data-off={rule?.isOn === false || undefined}
      data-over={over ?? undefined}
      onPointerDown={makeDraggable}
      {...drag}
    >
      <IconButton
        className={styles.grip ?? ''}
        data-grip={at}
        icon={IconGripVertical}
        label={t('rule.move', { name })}
        onKeyDown={event => moveByKey(event, verbs.move)}
      />
      <button type="button" className={styles.words} onClick={verbs.open}>
        <b>{name}</b>
        <small>{rule ? sayRule(rule, speech) : firstLineOf(piece)}</small>
        {lost && <small className={styles.lost}>{t('rule.lost', { name: lost.name })}</small>}
      </button>
      {rule && (
        <Switch unlabelled label={t('rule.on', { name })} checked={rule.isOn} onChange={verbs.toggle} />
      )}
      <Menu groups={groupsOf(piece, at, count, verbs, t)}>
        <IconButton icon={IconDots} label={t('rule.more', { name })} />
      </Menu>
    </li>
  )
}

function groupsOf(
  { rule }: Piece,
  at: number,
  count: number,
  verbs: PieceVerbs,
  t: Speech['t'],
): { verbs: readonly Verb[] }[] {
  const own: Verb[] = rule
    ? [
        { id: 'edit', label: t('rule.edit'), icon: IconPencil, onRun: verbs.open },
        { id: 'copy', label: t('rule.duplicate'), icon: IconCopy, onRun: verbs.duplicate },
        { id: 'apply', label: t('rule.apply'), icon: IconPlayerPlay, onRun: verbs.apply },
      ]
    : [{ id: 'show', label: t('by-hand.show'), icon: IconCode, onRun: verbs.open }]
  const order: Verb[] = [
    { id: 'up', label: t('rule.up'), icon: IconArrowUp, disabled: at === 0, onRun: () => verbs.move(-1) },
    {
      id: 'down',
      label: t('rule.down'),
      icon: IconArrowDown,
      disabled: at === count - 1,
      onRun: () => verbs.move(1),
    },
  ]
  const end: Verb[] = [
    { id: 'delete', label: t('rule.delete'), icon: IconTrash, danger: true, onRun: verbs.remove },
  ]
  return [{ verbs: own }, { verbs: order }, { verbs: end }]
}

function moveByKey(event: KeyboardEvent, move: PieceVerbs['move']): void {
  const by = { ArrowUp: -1, ArrowDown: 1 }[event.key] as 1 | -1 | undefined
  if (!by) return
  event.preventDefault()
  move(by)
}

/** A line becomes something to drag when a mouse takes hold of its grip. */
function makeDraggable(event: PointerEvent<HTMLElement>): void {
  const isGrip = event.target instanceof Element && event.target.closest('[data-grip]') !== null
  event.currentTarget.draggable = isGrip && event.pointerType === 'mouse'
}

/** What stands above it, else what it begins with. */
function firstLineOf({ lead, text }: Piece): string {
  const said = lead
    .match(/#[^\r\n]*/g)
    ?.at(-1)
    ?.replace(/^#+\s*/, '')
  const first = text.split(/[\r\n]+/).find(line => line.trim() !== '')
  return (said || first || '').slice(0, 200)
}
