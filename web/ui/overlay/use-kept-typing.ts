import { type FormEvent, useEffect, useRef, useState } from 'react'

/** How a dialogue is left, when it is not by its buttons. */
export interface Leaving {
  /** For what is typed in it. */
  readonly onInput: (event: FormEvent<HTMLElement>) => void
  readonly onBeside: () => void
  readonly onEscape: () => void
  /** One tried to leave and would have lost something: that is to be said. */
  readonly isWarned: boolean
}

/**
 * What was typed is not lost by a click that went beside, nor by one Escape; a second one means it. Where nothing was
 * typed, either closes at once.
 */
export function useKeptTyping(open: boolean, onClose: () => void): Leaving {
  const isTyped = useRef(false)
  const [isWarned, warn] = useState(false)
  useEffect(() => {
    if (!open) return
    isTyped.current = false
    warn(false)
  }, [open])
  return {
    onInput: ({ target, currentTarget }) => {
      // What stands inside as a component may stand elsewhere in the page: a dialogue over this one.
      if (!(target instanceof HTMLElement && currentTarget.contains(target) && isText(target))) return
      isTyped.current = true
      warn(false)
    },
    onBeside: () => (isTyped.current ? warn(true) : onClose()),
    onEscape: () => (isTyped.current && !isWarned ? warn(true) : onClose()),
    isWarned,
  }
}

/** Words that somebody would have to write again; those that only look for something are none. */
function isText(field: HTMLElement): boolean {
  if (field.matches('[role=combobox], [type=search]')) return false
  return field.isContentEditable || field.matches(TEXTS)
}

const NO_TEXTS = ['checkbox', 'radio', 'range', 'color', 'file']
const TEXTS = `textarea, input${NO_TEXTS.map(type => `:not([type=${type}])`).join('')}`
