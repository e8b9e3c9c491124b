import { useCallback, useEffect, useState } from 'react'
import { useLanguage, useT } from '../../../web/i18n/index.ts'
import {
  Banner,
  Button,
  Checkbox,
  ErrorState,
  Form,
  formatDate,
  formatWhenLong,
  Select,
  SkeletonText,
  TextField,
  useDelayed,
  useToast,
} from '../../../web/ui/index.ts'
import {
  DAYS,
  type Day,
  type QuietHours,
  type QuietNow,
  readQuietHours,
  saveQuietHours,
} from '../notify/quiet-hours.ts'
import { placeOf } from './place-of-zone.ts'
import styles from './settings.module.css'
import { settingsTexts } from './texts.ts'

/** When this person, on whichever device, is told of nothing. */
export function QuietHoursPart() {
  const t = useT(settingsTexts)
  const [now, setNow] = useState<QuietNow | 'failed' | null>(null)
  const isLate = useDelayed(now === null)
  const read = useCallback(() => readQuietHours().then(setNow, () => setNow('failed')), [])
  useEffect(() => void read(), [read])
  return (
    <section className={styles.part}>
      <h2>{t('quiet')}</h2>
      <p>{t('quiet.help')}</p>
      {now === null && isLate && <SkeletonText lines={3} />}
      {now === 'failed' && <ErrorState onRetry={() => void read()}>{t('quiet.unread')}</ErrorState>}
      {now !== null && now !== 'failed' && (
        <>
          <InQuiet now={now} />
          <QuietHoursForm now={now} onSaved={setNow} />
        </>
      )}
    </section>
  )
}

function InQuiet({ now: { isQuiet, until } }: { now: QuietNow }) {
  const t = useT(settingsTexts)
  const language = useLanguage()
  if (!isQuiet) return null
  if (until === null) return <Banner tone="warn">{t('quiet.always')}</Banner>
  return <Banner>{t('quiet.now', { when: formatWhenLong(new Date(until), language, new Date()) })}</Banner>
}

/** What is typed, as the fields have it. */
interface Typed {
  readonly isDaily: boolean
  readonly from: string
  readonly to: string
  readonly days: readonly Day[]
  readonly timeZone: string
}

const here = (): string => new Intl.DateTimeFormat().resolvedOptions().timeZone

/** What is proposed to whoever chose nothing yet. */
const [EVENING, MORNING] = ['20:00', '08:00']

const typedOf = ({ from, to, days, timeZone }: QuietHours): Typed => ({
  isDaily: from !== null,
  from: from ?? EVENING,
  to: to ?? MORNING,
  days,
  timeZone: timeZone ?? here(),
})

const hoursOf = ({ isDaily, from, to, days, timeZone }: Typed): QuietHours => ({
  from: isDaily ? from : null,
  to: isDaily ? to : null,
  days,
  timeZone,
})

type Trouble = 'refused' | 'same' | 'missing'

const troubleOf = ({ isDaily, from, to }: Typed): Trouble | null => {
  if (!isDaily) return null
  if (from === '' || to === '') return 'missing'
  return from === to ? 'same' : null
}

function QuietHoursForm({ now, onSaved }: { now: QuietNow; onSaved: (now: QuietNow) => void }) {
  const t = useT(settingsTexts)
  const toast = useToast()
  const [typed, setTyped] = useState(() => typedOf(now))
  const [trouble, setTrouble] = useState<Trouble | null>(null)
  const change = (part: Partial<Typed>): void => setTyped(before => ({ ...before, ...part }))
  const save = async (hours: QuietHours): Promise<boolean> => {
    try {
      onSaved(await saveQuietHours(hours))
      return true
    } catch {
      setTrouble('refused')
      return false
    }
  }
  const submit = async (): Promise<void> => {
    const found = troubleOf(typed)
    setTrouble(found)
    if (found || !(await save(hoursOf(typed)))) return
    const undo = (): void => {
      setTyped(typedOf(now))
      void save({ ...now, timeZone: now.timeZone ?? typed.timeZone })
    }
    toast({ text: t('quiet.saved'), undo })
  }
  return (
    <Form
      label={t('quiet')}
      onSubmit={() => void submit()}
      actions={<Button type="submit">{t('quiet.save')}</Button>}
    >
      {trouble === 'refused' && <Banner tone="error">{t('quiet.refused')}</Banner>}
      <Checkbox label={t('quiet.daily')} checked={typed.isDaily} onChange={isDaily => change({ isDaily })} />
      {typed.isDaily && <Times typed={typed} trouble={trouble} change={change} />}
      <WholeDays typed={typed} change={change} />
      <Zone typed={typed} kept={now.timeZone} change={change} />
    </Form>
  )
}

type PartProps = { typed: Typed; change: (part: Partial<Typed>) => void }

function Times({ typed, trouble, change }: PartProps & { trouble: Trouble | null }) {
  const t = useT(settingsTexts)
  const error = trouble === 'same' || trouble === 'missing' ? t(`quiet.${trouble}`) : undefined
  return (
    <div className={styles.times}>
      <TextField type="time" label={t('quiet.from')} value={typed.from} onChange={from => change({ from })} />
      <TextField
        type="time"
        label={t('quiet.to')}
        help={typed.to < typed.from ? t('quiet.next-day') : undefined}
        error={error}
        value={typed.to}
        onChange={to => change({ to })}
      />
    </div>
  )
}

/** 1 January 2024 was a Monday. */
const dateOf = (day: Day): Date => new Date(2024, 0, 1 + DAYS.indexOf(day))

function WholeDays({ typed, change }: PartProps) {
  const t = useT(settingsTexts)
  const language = useLanguage()
  const turn = (day: Day, isOn: boolean): void =>
    change({ days: DAYS.filter(one => (one === day ? isOn : typed.days.includes(one))) })
  return (
    <fieldset className={styles.days}>
      <legend>{t('quiet.days')}</legend>
      {DAYS.map(day => (
        <Checkbox
          key={day}
          label={formatDate(dateOf(day), language, { weekday: 'long' })}
          checked={typed.days.includes(day)}
          onChange={isOn => turn(day, isOn)}
        />
      ))}
    </fieldset>
  )
}

/** Whose clock it is: asked only of somebody who is elsewhere by now. */
function Zone({ typed, kept, change }: PartProps & { kept: string | null }) {
  const t = useT(settingsTexts)
  const zones = [...new Set([kept ?? here(), here()])]
  const place = placeOf(typed.timeZone)
  if (zones.length === 1) return <p>{place ? t('quiet.zone', { place }) : t('quiet.zone.utc')}</p>
  return (
    <Select
      label={t('quiet.clock')}
      value={typed.timeZone}
      options={zones.map(value => ({ value, label: placeOf(value) ?? t('quiet.utc') }))}
      onChange={timeZone => change({ timeZone })}
    />
  )
}
