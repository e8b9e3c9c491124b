/** A key pressed, without the rest of a DOM event: so that shortcuts can be tested without one. */
export type Press = {
  key: string
  ctrlKey?: boolean
  metaKey?: boolean
  altKey?: boolean
  shiftKey?: boolean
}

const named: Record<string, string> = {
  ' ': 'space',
  ArrowUp: 'up',
  ArrowDown: 'down',
  ArrowLeft: 'left',
  ArrowRight: 'right',
}

/** `ctrl+k`, `shift+up`, `?`: shift is told only where the character does not tell it already. */
export function nameOf(press: Press): string {
  const key = named[press.key] ?? press.key.toLowerCase()
  const command = press.ctrlKey || press.metaKey ? 'ctrl+' : ''
  const alt = press.altKey ? 'alt+' : ''
  const capital = press.key.length === 1 && press.key !== press.key.toLowerCase()
  const shift = press.shiftKey && (press.key.length > 1 || capital) ? 'shift+' : ''
  return `${command}${alt}${shift}${key}`
}

const bare = new Set(['Shift', 'Control', 'Alt', 'Meta', 'AltGraph', 'CapsLock', 'Dead'])

export function isModifier(press: Press): boolean {
  return bare.has(press.key)
}

export type Match<T> = { hit: T } | { pending: string } | null

/** `g i` is two presses: the first leaves a pending prefix, the second hits. The latest registered wins. */
export function match<T extends { keys: string }>(shortcuts: readonly T[], typed: string): Match<T> {
  const hit = shortcuts.findLast(shortcut => shortcut.keys === typed)
  if (hit) return { hit }
  return shortcuts.some(shortcut => shortcut.keys.startsWith(`${typed} `)) ? { pending: typed } : null
}

/** The caps to draw: `g i` is [['g'], ['i']], `ctrl+k` is [['ctrl', 'k']]. */
export function capsOf(keys: string): string[][] {
  return keys.split(' ').map(press => press.split(/(?<=.)\+/))
}
