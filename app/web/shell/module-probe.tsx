import { useEffect } from 'react'
import type { ModuleNotice, WebModule } from '../../../web/face.ts'
import { useShortcuts, type Verb } from '../../../web/ui/index.ts'

type Props = {
  module: WebModule
  onBadge: (name: string, count: number) => void
  onVerbs: (name: string, verbs: readonly Verb[]) => void
  onNotices: (name: string, notices: readonly ModuleNotice[]) => void
}

const useNothing = (): 0 => 0
const none: readonly Verb[] = []
const useNoVerbs = (): readonly Verb[] => none
const noNews: readonly ModuleNotice[] = []
const useNoNews = (): readonly ModuleNotice[] => noNews

/** Runs the hooks of a module that belong to the shell: each module is a component, so that one may come or go. */
export function ModuleProbe({ module, onBadge, onVerbs, onNotices }: Props) {
  const { name, useBadge = useNothing, useVerbs = useNoVerbs, useNotices = useNoNews } = module
  const count = useBadge()
  const verbs = useVerbs()
  const notices = useNotices()
  useEffect(() => onBadge(name, count), [name, count, onBadge])
  useEffect(() => onVerbs(name, verbs), [name, verbs, onVerbs])
  useEffect(() => onNotices(name, notices), [name, notices, onNotices])
  useShortcuts(
    module.label(),
    verbs.flatMap(({ shortcut, label, onRun }) =>
      shortcut === undefined ? [] : [{ keys: shortcut, label, onRun }],
    ),
  )
  return null
}
