import type { Icon as TablerIcon } from '@tabler/icons-react'

/** Tabler's outline icons, drawn at 1.75. */
export type Icon = TablerIcon

export const stroke = 1.75

/** Something one can do, wherever it is offered: a toolbar, a menu, a row, a shortcut. */
export type Verb = {
  id: string
  label: string
  icon?: Icon | undefined
  onRun: () => void
  /** Shown beside the label in a menu; registering it is the screen's work. */
  shortcut?: string | undefined
  danger?: boolean | undefined
  disabled?: boolean | undefined
  /** A verb that is also a state, such as « Suivi ». */
  pressed?: boolean | undefined
}
