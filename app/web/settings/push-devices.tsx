import { useCallback, useEffect, useState } from 'react'
import { useT } from '../../../web/i18n/index.ts'
import {
  Button,
  Chip,
  deviceOf,
  deviceWords,
  SkeletonText,
  stroke,
  useDelayed,
  useToast,
} from '../../../web/ui/index.ts'
import { ask } from '../notify/ask.ts'
import styles from './settings.module.css'
import { settingsTexts } from './texts.ts'

interface Subscribed {
  readonly id: string
  readonly deviceClientId: string
}

type Props = {
  /** The one of this device. */
  own: string | null
  onOwnRemoved: () => void
}

/** Every device that the server pushes to. */
export function PushDevices({ own, onOwnRemoved }: Props) {
  const t = useT(settingsTexts)
  const toast = useToast()
  const [devices, setDevices] = useState<readonly Subscribed[] | null>(null)
  const isLate = useDelayed(devices === null)
  const read = useCallback(async () => {
    const [got] = await ask(
      [],
      [['PushSubscription/get', { ids: null, properties: ['deviceClientId'] }, 'get']],
    )
    setDevices((got?.['list'] ?? []) as readonly Subscribed[])
  }, [])
  // This device came or went.
  useEffect(() => void read().catch(() => setDevices([])), [read, own])
  const remove = async (id: string): Promise<void> => {
    if (id === own) return onOwnRemoved()
    try {
      await ask([], [['PushSubscription/set', { destroy: [id] }, 'set']])
      await read()
      toast({ text: t('notifications.removed') })
    } catch {
      toast({ tone: 'error', text: t('notifications.notRemoved') })
    }
  }
  if (devices?.length === 0) return null
  return (
    <section className={styles.part}>
      <h2>{t('notifications.devices')}</h2>
      {devices === null && isLate && <SkeletonText lines={2} />}
      <ul className={styles.lines}>
        {devices?.map(({ id, deviceClientId }) => (
          <Line key={id} name={deviceClientId} isOwn={id === own} onRemove={() => void remove(id)} />
        ))}
      </ul>
    </section>
  )
}

function Line({ name, isOwn, onRemove }: { name: string; isOwn: boolean; onRemove: () => void }) {
  const t = useT(settingsTexts)
  const device = deviceOf('cookie', name)
  const words = deviceWords(device) ?? t('devices.application')
  const Glyph = device.icon
  return (
    <li>
      <Glyph size={22} stroke={stroke} aria-hidden="true" />
      <span className={styles.words}>
        <b>{words}</b>
        {isOwn && (
          <span className={styles.chips}>
            <Chip colour="pastel">{t('notifications.here')}</Chip>
          </span>
        )}
      </span>
      <Button onClick={onRemove} aria-label={t('app-passwords.remove-label', { name: words })}>
        {t('app-passwords.remove')}
      </Button>
    </li>
  )
}
