import type { ReactNode } from 'react'
import type { Verb } from '../action/verb.ts'
import type { LabelColour } from '../mark/label-colours.ts'

export type RowChip = { text: string; colour: LabelColour }

/** How a row looks, whatever it is a row of. */
export type RowFace = {
  id: string
  /** An avatar or an icon. */
  mark: ReactNode
  title: string
  /** Beside the title when above one: messages of a thread, members of a group. */
  count?: number | undefined
  second?: string | undefined
  third?: string | undefined
  /** What somebody is doing with it right now, in the place of the third line. */
  live?: string | undefined
  chips?: readonly RowChip[] | undefined
  /** At the right edge, already in words: « 10:42 », an address. */
  when?: string | undefined
  unread?: boolean | undefined
  flagged?: boolean | undefined
  /** A colour that somebody gave it, at the quiet edge of the row. */
  edge?: LabelColour | undefined
  attachment?: boolean | undefined
  /** The heading under which it stands, where the list is grouped. */
  group?: string | undefined
}

export type RowSwipes = { left?: Verb | undefined; right?: Verb | undefined }
