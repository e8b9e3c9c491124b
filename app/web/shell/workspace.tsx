import { type ReactNode, Suspense, useCallback, useEffect, useMemo, useRef, useState } from 'react'
import { FrameContext, type FrameOffer } from '../../../web/face/frame.tsx'
import {
  Boundary,
  type ModuleNotice,
  useAddress,
  useNavigateTo,
  useWho,
  type WebModule,
} from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { Shell, ShortcutSheet, useShortcuts, type Verb } from '../../../web/ui/index.ts'
import { useUpkeep } from '../notify/use-upkeep.ts'
import { Settings } from '../settings/settings.tsx'
import { GlobalSearch } from './global-search.tsx'
import { ModuleProbe } from './module-probe.tsx'
import { Notices, useNotices } from './notices.tsx'
import { Nowhere } from './nowhere.tsx'
import { moduleAt, useOpenModules } from './open-modules.ts'
import { PanesToCome } from './panes-to-come.tsx'
import { useSignOut } from './sign-out.tsx'
import { shellTexts } from './texts.ts'
import { useAccountVerbs } from './use-account-verbs.ts'
import { useRefusals } from './use-refusals.ts'
import { useNewSession } from './use-switches.ts'
import { useSyncWords } from './use-sync-words.ts'

const SETTINGS = '/settings'

/** The shell, around the screen of the module that the address names. */
export function Workspace({ onSignOut }: { onSignOut: () => Promise<void> }) {
  const t = useT(shellTexts)
  const who = useWho()
  const { path } = useAddress()
  const navigate = useNavigateTo()
  const modules = useOpenModules()
  const module = moduleAt(modules, path)
  const inSettings = path === SETTINGS || path.startsWith(`${SETTINGS}/`)
  const current = inSettings ? 'settings' : (module?.name ?? '')
  const [badges, setBadges] = useState<Readonly<Record<string, number>>>({})
  const verbs = useRef(new Map<string, readonly Verb[]>())
  const [offer, setOffer] = useState<FrameOffer>({ hasSide: true, primary: null })
  const [side, setSide] = useState<HTMLElement | null>(null)
  const [panel, setPanel] = useState<'notices' | 'help' | null>(null)
  const notices = useNotices()
  const [news, setNews] = useState<Readonly<Record<string, readonly ModuleNotice[]>>>({})
  const moduleNews = useMemo(() => Object.values(news).flat(), [news])
  const signOut = useSignOut(onSignOut)
  const onBadge = useCallback(
    (name: string, count: number) =>
      setBadges(now => (now[name] === count ? now : { ...now, [name]: count })),
    [],
  )
  const onNotices = useCallback(
    (name: string, told: readonly ModuleNotice[]) =>
      setNews(now => (now[name] === told ? now : { ...now, [name]: told })),
    [],
  )
  const onVerbs = useCallback(
    (name: string, offered: readonly Verb[]) => void verbs.current.set(name, offered),
    [],
  )
  useHome(path, modules)
  useGoing(modules)
  useFocusOn(current)
  useRefusals()
  useNewSession()
  useUpkeep(Object.values(badges).reduce((sum, count) => sum + count, 0))

  return (
    <Shell
      modules={modules.map(({ name, label, path, icon }) => ({
        id: name,
        label: label(),
        href: path,
        icon,
        count: badges[name],
      }))}
      settings={{ id: 'settings', label: t('settings'), href: SETTINGS }}
      current={current}
      place={path}
      onGo={navigate}
      search={<GlobalSearch modules={modules} verbsOf={name => verbs.current.get(name) ?? []} />}
      sync={useSyncWords()}
      notifications={{ count: notices.length + moduleNews.length, onOpen: () => setPanel('notices') }}
      onHelp={() => setPanel('help')}
      account={{ name: who.name, address: who.address, groups: useAccountVerbs(signOut.start) }}
      side={offer.hasSide && <div ref={setSide} />}
      primary={offer.primary ?? undefined}
    >
      <FrameContext value={useMemo(() => ({ side, offer: setOffer }), [side])}>
        <Boundary of={current} whole>
          <Suspense fallback={<PanesToCome />}>{screenOf(module, inSettings)}</Suspense>
        </Boundary>
      </FrameContext>
      {modules.map(module => (
        <ModuleProbe
          key={module.name}
          module={module}
          onBadge={onBadge}
          onVerbs={onVerbs}
          onNotices={onNotices}
        />
      ))}
      {modules.map(({ name, Overlay }) => Overlay && <Overlay key={name} />)}
      <Notices
        open={panel === 'notices'}
        notices={notices}
        news={moduleNews}
        onClose={() => setPanel(null)}
      />
      <ShortcutSheet open={panel === 'help'} onOpen={open => setPanel(open ? 'help' : null)} />
      {signOut.question}
    </Shell>
  )
}

function screenOf(module: WebModule | undefined, inSettings: boolean): ReactNode {
  if (inSettings) return <Settings />
  return module ? <module.Screen /> : <Nowhere />
}

/** The bare address is that of the first module. */
function useHome(path: string, [first]: readonly WebModule[]): void {
  const navigate = useNavigateTo()
  useEffect(() => {
    if (path === '/' && first) navigate(first.path, { replace: true })
  }, [path, first, navigate])
}

/** « g m » goes to the mail, « g s » to the settings. */
function useGoing(modules: readonly WebModule[]): void {
  const t = useT(shellTexts)
  const navigate = useNavigateTo()
  const going = modules.flatMap(({ goKey, label, path }) =>
    goKey === undefined ? [] : [{ keys: `g ${goKey}`, label: label(), onRun: () => navigate(path) }],
  )
  useShortcuts(t('shortcuts.go'), [
    ...going,
    { keys: 'g ,', label: t('settings'), onRun: () => navigate(SETTINGS) },
  ])
}

/** Another module is another page: who listens to the screen is taken to its beginning. */
function useFocusOn(current: string): void {
  const last = useRef(current)
  useEffect(() => {
    if (last.current !== '' && last.current !== current) document.getElementById('content')?.focus()
    last.current = current
  }, [current])
}
