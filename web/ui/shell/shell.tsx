import { IconBell, IconHelpCircle, IconMenu2, IconSettings } from '@tabler/icons-react'
import { type MouseEvent, type ReactNode, useEffect, useState } from 'react'
import { useT } from '../../i18n/index.ts'
import { Button } from '../action/button.tsx'
import { IconButton } from '../action/icon-button.tsx'
import { stroke, type Verb } from '../action/verb.ts'
import { useMediaQuery, usePhone } from '../hook/media-query.ts'
import { Drawer } from '../overlay/drawer.tsx'
import { uiTexts } from '../texts.ts'
import { type Account, AccountMenu } from './account-menu.tsx'
import type { Go, Place } from './place.ts'
import { Rail, TabBar } from './rail.tsx'
import styles from './shell.module.css'
import { Side } from './side.tsx'
import { type Sync, SyncState } from './sync-state.tsx'

export type ShellProps = {
  modules: readonly Place[]
  settings: Place
  /** The id of the module shown, or of the settings. */
  current: string
  onGo: Go
  search: ReactNode
  sync: Sync
  notifications: { count: number; onOpen: () => void }
  onHelp: () => void
  account: Account
  /** The places of the module; absent when it has none. */
  side?: ReactNode
  /** What one most often starts here: a wide button above the places, a floating one on a phone. */
  primary?: Verb | undefined
  /** Closes the drawer of places when it changes. */
  place: string
  children: ReactNode
}

/** The frame of every screen: rail, top line, places, panes. */
export function Shell(props: ShellProps) {
  const t = useT(uiTexts)
  const phone = usePhone()
  const narrow = useMediaQuery('(max-width: 1100px)')
  return (
    <div className={styles.shell} data-sideless={!props.side || undefined}>
      {/* biome-ignore lint/a11y/useValidAnchor: only the focus moves, see below */}
      <a href="#content" className={styles.skip} onClick={skipToContent}>
        {t('skip.content')}
      </a>
      {!phone && <Rail {...props} account={<AccountMenu account={props.account} position="right-end" />} />}
      <header className={styles.top}>
        {(phone || (narrow && props.side)) && <PlacesDrawer {...props} phone={phone} />}
        {props.search}
        {phone ? <PhoneEnd {...props} /> : <TopEnd {...props} />}
      </header>
      {!narrow && props.side && <div className={styles.side}>{places(props)}</div>}
      <main id="content" className={styles.content} tabIndex={-1}>
        {props.children}
      </main>
      {phone && <TabBar {...props} />}
      {phone && props.primary && <FloatingVerb verb={props.primary} />}
    </div>
  )
}

// The app's router owns the hash of the address.
function skipToContent(event: MouseEvent): void {
  event.preventDefault()
  document.getElementById('content')?.focus()
}

function places({ primary, side }: ShellProps): ReactNode {
  return (
    <>
      {primary && (
        <Button
          look="primary"
          size="large"
          icon={primary.icon}
          className={styles.primary}
          onClick={primary.onRun}
        >
          {primary.label}
        </Button>
      )}
      {side}
    </>
  )
}

function PlacesDrawer(props: ShellProps & { phone: boolean }) {
  const t = useT(uiTexts)
  const [open, setOpen] = useState(false)
  const { phone, place, modules, settings, current } = props
  // Going somewhere closes it.
  useEffect(() => setOpen(false), [place])
  // The bar at the bottom of a phone has room for five.
  const others = {
    label: t('shell.modules'),
    places: [...modules.slice(5), { icon: IconSettings, ...settings }],
  }
  return (
    <>
      <IconButton
        icon={IconMenu2}
        label={t('shell.open-places')}
        aria-expanded={open}
        onClick={() => setOpen(true)}
      />
      <Drawer open={open} onClose={() => setOpen(false)} side="left" size={300} title={t('shell.places')}>
        {places(props)}
        {phone && <Side label={t('shell.others')} groups={[others]} current={current} onGo={props.onGo} />}
      </Drawer>
    </>
  )
}

/** On a phone, the state of sync is said only when it matters, and the rest is in the account's menu. */
function PhoneEnd({ sync, notifications, onHelp, account }: ShellProps) {
  const t = useT(uiTexts)
  const { count, onOpen } = notifications
  const verbs: readonly Verb[] = [
    { id: 'notifications', label: t('shell.notifications', { count }), icon: IconBell, onRun: onOpen },
    { id: 'help', label: t('shell.help'), icon: IconHelpCircle, onRun: onHelp },
  ]
  return (
    <>
      {sync.state !== 'ready' && <SyncState sync={sync} />}
      <AccountMenu account={{ ...account, groups: [{ verbs }, ...account.groups] }} position="bottom-end" />
    </>
  )
}

function TopEnd({ sync, notifications, onHelp }: ShellProps) {
  const t = useT(uiTexts)
  return (
    <div className={styles.end}>
      <SyncState sync={sync} />
      <IconButton
        icon={IconBell}
        label={t('shell.notifications', { count: notifications.count })}
        count={notifications.count}
        onClick={notifications.onOpen}
      />
      <IconButton icon={IconHelpCircle} label={t('shell.help')} onClick={onHelp} />
    </div>
  )
}

function FloatingVerb({ verb }: { verb: Verb }) {
  const Glyph = verb.icon
  return (
    <button type="button" className={styles.floating} aria-label={verb.label} onClick={verb.onRun}>
      {Glyph ? <Glyph size={22} stroke={stroke} aria-hidden="true" /> : verb.label}
    </button>
  )
}
