import { type DragEvent, useEffect, useRef, useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { PieceLine, type PieceVerbs } from './piece-line.tsx'
import styles from './rules.module.css'
import type { Piece } from './script-rules.ts'
import { rulesTexts } from './texts.ts'
import type { Speech } from './words.ts'

type Props = {
  pieces: readonly Piece[]
  speech: Speech
  verbsOf: (piece: Piece, at: number) => Omit<PieceVerbs, 'move'>
  onMove: (piece: Piece, to: number) => void
}

/** The rules in the order in which they apply, which a mouse or the arrow keys change. */
export function PieceList({ pieces, speech, verbsOf, onMove }: Props) {
  const t = useT(rulesTexts)
  const list = useRef<HTMLUListElement>(null)
  const [said, setSaid] = useState('')
  const focusAt = useRef<number | null>(null)
  const move = (piece: Piece, from: number, to: number): void => {
    if (to < 0 || to >= pieces.length || to === from) return
    onMove(piece, to)
    const name = piece.rule ? piece.rule.name : t('by-hand')
    setSaid(t('rule.moved', { name, at: to + 1, count: pieces.length }))
    focusAt.current = to
  }
  // The line that was moved keeps the focus, wherever it is now.
  useEffect(() => {
    if (focusAt.current === null) return
    list.current?.querySelector<HTMLElement>(`[data-grip="${focusAt.current}"]`)?.focus()
    focusAt.current = null
  }, [pieces])
  const dragOf = useDragging(pieces.length, (from, to) => move(pieces[from]!, from, to))
  return (
    <>
      <ul className={styles.pieces} aria-label={t('rules.list')} ref={list}>
        {pieces.map((piece, at) => (
          <PieceLine
            key={keyOf(pieces, piece, at)}
            piece={piece}
            at={at}
            count={pieces.length}
            speech={speech}
            verbs={{ ...verbsOf(piece, at), move: by => move(piece, at, at + by) }}
            {...dragOf(at)}
          />
        ))}
      </ul>
      <span className="unseen" role="status">
        {said}
      </span>
    </>
  )
}

/** By what it says, so that a line stays itself when it moves; twins are told apart by which comes first. */
const keyOf = (pieces: readonly Piece[], { text }: Piece, at: number): string =>
  `${text}${pieces.slice(0, at).filter(other => other.text === text).length}`

const TYPE = 'application/x-bastide-rule'

function useDragging(count: number, move: (from: number, to: number) => void) {
  const [from, setFrom] = useState<number | null>(null)
  const [over, setOver] = useState<number | null>(null)
  const end = (): void => {
    setFrom(null)
    setOver(null)
  }
  return (at: number) => {
    const isOver = from !== null && over === at && from !== at && count > 1
    return {
      over: isOver ? (from < at ? ('after' as const) : ('before' as const)) : null,
      drag: {
        onDragStart: (event: DragEvent) => {
          event.dataTransfer.effectAllowed = 'move'
          event.dataTransfer.setData(TYPE, String(at))
          setFrom(at)
        },
        onDragOver: (event: DragEvent) => {
          if (from === null || !event.dataTransfer.types.includes(TYPE)) return
          event.preventDefault()
          setOver(at)
        },
        onDrop: (event: DragEvent) => {
          event.preventDefault()
          if (from !== null) move(from, at)
          end()
        },
        onDragEnd: end,
      },
    }
  }
}
