import { createContext, type ReactNode, useContext, useEffect, useMemo, useRef, useState } from 'react'
import { isModifier, match, nameOf } from './keys.ts'

export type Shortcut = {
  /** `e`, `shift+u`, `ctrl+k`, `g i`. */
  keys: string
  label: string
  onRun: () => void
  /** Also while typing in a field: only for what has ctrl or is Escape. */
  whileTyping?: boolean
}

export type ShortcutGroup = { scope: string; shortcuts: readonly Shortcut[] }

type Registry = {
  groups: () => readonly ShortcutGroup[]
  add: (group: ShortcutGroup) => () => void
}

const Shortcuts = createContext<Registry | null>(null)

/** How long a sequence such as « g i » waits for its next press. */
const sequenceWait = 1000

export function ShortcutScope({ children }: { children: ReactNode }) {
  const groups = useRef<ShortcutGroup[]>([])
  const [registry] = useState<Registry>(() => ({
    groups: () => groups.current,
    add: group => {
      groups.current = [...groups.current, group]
      return () => {
        groups.current = groups.current.filter(other => other !== group)
      }
    },
  }))
  useEffect(() => listen(registry), [registry])
  return <Shortcuts value={registry}>{children}</Shortcuts>
}

function useRegistry(): Registry {
  const registry = useContext(Shortcuts)
  if (!registry) throw new Error('shortcuts need the Theme around them')
  return registry
}

/** Registers shortcuts as long as the component is on the screen. `scope` is their heading in the help sheet. */
export function useShortcuts(scope: string, shortcuts: readonly Shortcut[]): void {
  const registry = useRegistry()
  const latest = useRef(shortcuts)
  latest.current = shortcuts
  const names = shortcuts.map(shortcut => shortcut.keys + shortcut.label).join('\n')
  const stable = useMemo(
    () =>
      latest.current.map((shortcut, index) => ({ ...shortcut, onRun: () => latest.current[index]?.onRun() })),
    // The closures change with every render; what they are bound to changes with their names.
    [names],
  )
  useEffect(() => registry.add({ scope, shortcuts: stable }), [registry, scope, stable])
}

/** All that can be pressed now, by scope. */
export function useShortcutGroups(): () => readonly ShortcutGroup[] {
  return useRegistry().groups
}

function listen(registry: Registry): () => void {
  let typed = ''
  let timer: ReturnType<typeof setTimeout> | undefined

  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.defaultPrevented || event.isComposing || isModifier(event) || isTaken(event.target)) return
    clearTimeout(timer)
    const press = nameOf(event)
    const shortcuts = registry
      .groups()
      .flatMap(group => group.shortcuts)
      .filter(shortcut => shortcut.whileTyping || !isTyping(event.target))
    const found = match(shortcuts, typed ? `${typed} ${press}` : press) ?? match(shortcuts, press)
    typed = found && 'pending' in found ? found.pending : ''
    if (typed) timer = setTimeout(() => (typed = ''), sequenceWait)
    if (!found) return
    event.preventDefault()
    if ('hit' in found) found.hit.onRun()
  }

  document.addEventListener('keydown', onKeyDown)
  return () => {
    clearTimeout(timer)
    document.removeEventListener('keydown', onKeyDown)
  }
}

/** A dialogue or a menu has the keys to itself: nothing is done to what lies behind it, unseen. */
function isTaken(target: EventTarget | null): boolean {
  if (document.querySelector('[role="dialog"][aria-modal="true"]')) return true
  return target instanceof Element && target.closest('[role="menu"]') !== null
}

function isTyping(target: EventTarget | null): boolean {
  if (!(target instanceof HTMLElement)) return false
  return (
    target.isContentEditable ||
    target.matches('input:not([type=checkbox]):not([type=radio]), textarea, select')
  )
}
