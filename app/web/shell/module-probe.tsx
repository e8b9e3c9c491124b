import { useEffect } from 'react'
import type { WebModule } from '../../../web/face.ts'
import { useShortcuts, type Verb } from '../../../web/ui/index.ts'

type Props = {
  module: WebModule
  onBadge: (name: string, count: number) => void
  onVerbs: (name: string, verbs: readonly Verb[]) => void
}

const useNothing = (): 0 => 0
const none: readonly Verb[] = []
const useNoVerbs = (): readonly Verb[] => none

/** Runs the hooks of a module that belong to the shell: each module is a component, so that one may come or go. */
export function ModuleProbe({ module, onBadge, onVerbs }: Props) {
  const { name, useBadge = useNothing, useVerbs = useNoVerbs } = module
  const count = useBadge()
  const verbs = useVerbs()
  useEffect(() => onBadge(name, count), [name, count, onBadge])
  useEffect(() => onVerbs(name, verbs), [name, verbs, onVerbs])
  useShortcuts(
    module.label(),
    verbs.flatMap(({ shortcut, label, onRun }) =>
      shortcut === undefined ? [] : [{ keys: shortcut, label, onRun }],
    ),
  )
  return null
}
