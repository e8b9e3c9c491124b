import { IconBellRinging } from '@tabler/icons-react'
import { useSession, useWho } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { Banner, Button, Switch, useToast } from '../../../web/ui/index.ts'
import { accountsToTell, tryOut } from '../notify/device.ts'
import type { Kept } from '../notify/kept.ts'
import { type DeviceState, type Telling, useDevice } from '../notify/use-device.ts'
import { PushDevices } from './push-devices.tsx'
import { QuietHoursPart } from './quiet-hours.tsx'
import styles from './settings.module.css'
import { settingsTexts } from './texts.ts'

/** Whether this device tells of new messages while no page of the app is open. */
export function NotificationsPage() {
  const t = useT(settingsTexts)
  const telling = useDevice()
  const { state, isBusy, fault, turn } = telling
  const isOn = state.kind === 'on'
  const mayTurn = isOn || state.kind === 'off'
  const isWanted = state.kind !== 'switchedOff' && state.kind !== 'unknown'
  return (
    <div className={styles.page}>
      <p className={styles.intro}>{t('notifications.intro')}</p>
      <Hindrance state={state} />
      {fault && <Banner tone="error">{t(`notifications.${fault}`)}</Banner>}
      <div className={styles.choices}>
        <Switch
          label={t('notifications.device')}
          {...(state.kind === 'off' && { help: t('notifications.device-help') })}
          checked={isOn}
          disabled={!mayTurn || isBusy}
          onChange={turn}
        />
        {isOn && <Choices telling={telling} kept={state.kept} />}
      </div>
      {isWanted && (
        <>
          <QuietHoursPart />
          <section className={styles.part}>
            <h2>{t('notifications.privacy')}</h2>
            <p>{t('notifications.leaves')}</p>
            <p>{t('notifications.fetched')}</p>
          </section>
          <PushDevices own={isOn ? state.kept.subscriptionId : null} onOwnRemoved={() => turn(false)} />
        </>
      )}
    </div>
  )
}

/** Why it cannot be turned on, and what would help. */
function Hindrance({ state }: { state: DeviceState }) {
  const t = useT(settingsTexts)
  if (state.kind === 'lacking') return <Banner>{t(`notifications.lack-${state.lack}`)}</Banner>
  if (state.kind === 'switchedOff') return <Banner>{t('notifications.switched-off')}</Banner>
  return state.kind === 'denied' ? <Banner tone="warn">{t('notifications.denied')}</Banner> : null
}

function Choices({ telling, kept }: { telling: Telling; kept: Kept }) {
  const t = useT(settingsTexts)
  const toast = useToast()
  const session = useSession()
  const { accountId } = useWho()
  const { isBusy, showContent, includeShared } = telling
  const hasShared = accountsToTell(session, accountId, true).length > 1
  const tryNow = async (): Promise<void> => {
    const outcome = await tryOut(kept)
    toast({ text: t(`notifications.try-${outcome}`), ...(outcome !== 'taken' && { tone: 'error' }) })
  }
  return (
    <>
      <Switch
        label={t('notifications.content')}
        help={t('notifications.content-help')}
        checked={kept.withContent}
        disabled={isBusy}
        onChange={showContent}
      />
      {hasShared && (
        <Switch
          label={t('notifications.shared')}
          help={t('notifications.shared-help')}
          checked={kept.withShared}
          disabled={isBusy}
          onChange={includeShared}
        />
      )}
      <div>
        <Button icon={IconBellRinging} disabled={isBusy} onClick={() => void tryNow()}>
          {t('notifications.try')}
        </Button>
      </div>
    </>
  )
}
