import type { MouseEvent } from 'react'
import type { Icon } from '../action/verb.ts'
import type { LabelColour } from '../mark/label-colours.ts'

/** Somewhere one can go; `href` so that it opens in a new tab too. */
export type Place = {
  id: string
  label: string
  href: string
  icon?: Icon | undefined
  /** A square of colour instead of an icon: labels, calendars. */
  colour?: LabelColour | undefined
  count?: number | undefined
}

export type Go = (href: string) => void

/** A plain click goes within the app; with Ctrl, Shift or the middle button the browser does what it does. */
export function goOnClick(href: string, onGo: Go): (event: MouseEvent) => void {
  return event => {
    if (event.button !== 0 || event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return
    event.preventDefault()
    onGo(href)
  }
}
