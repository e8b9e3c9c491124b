import { createContext, type ReactNode, useContext, useLayoutEffect, useRef } from 'react'
import { createPortal } from 'react-dom'
import { usePageTitle, type Verb } from '../ui/index.ts'

/** What the shell leaves to the screen that it shows. */
export interface FrameSlots {
  /** Where the places are drawn; null while they are not (a closed drawer). */
  readonly side: HTMLElement | null
  readonly offer: (offer: FrameOffer) => void
}

export interface FrameOffer {
  readonly hasSide: boolean
  readonly primary: Verb | null
}

export const FrameContext = createContext<FrameSlots | null>(null)

type Props = {
  /** Of the window: « Réception ». */
  title: string
  unread?: number
  /** The places of the module: a `Side`. */
  side?: ReactNode
  /** What one most often starts here. */
  primary?: Verb | undefined
  /** The panes. */
  children: ReactNode
}

/**
 * What a screen draws itself in. The shell around it stays as it is from one module to the next, so that what is
 * being searched is not lost on the way.
 */
export function Frame({ title, unread = 0, side, primary, children }: Props) {
  const slots = useContext(FrameContext)
  if (!slots) throw new Error('a frame stands in the shell')
  usePageTitle(title, unread)
  useOffer(slots.offer, side !== undefined, primary)
  return (
    <>
      {side !== undefined && slots.side && createPortal(side, slots.side)}
      {children}
    </>
  )
}

function useOffer(offer: FrameSlots['offer'], hasSide: boolean, primary: Verb | undefined): void {
  const run = useRef(primary?.onRun)
  run.current = primary?.onRun
  const { id, label, icon, disabled } = primary ?? {}
  // Before the screen is drawn, so that nothing jumps.
  useLayoutEffect(() => {
    const verb =
      id !== undefined && label !== undefined
        ? { id, label, icon, disabled, onRun: () => run.current?.() }
        : null
    offer({ hasSide, primary: verb })
  }, [offer, hasSide, id, label, icon, disabled])
}
