import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import {
  Banner,
  Button,
  Checkbox,
  Form,
  Select,
  TextArea,
  TextField,
  useToast,
} from '../../../../web/ui/index.ts'
import styles from './absence.module.css'
import type { Absence } from './absence.ts'
import { dayOf, endOfDay, lastDayOf, startOfDay } from './days.ts'
import { absenceTexts } from './texts.ts'

type Props = { absence: Absence; save: (absence: Absence) => Promise<boolean> }

/** What is typed, as the fields have it. */
interface Typed {
  readonly isEnabled: boolean
  readonly first: string
  readonly last: string
  readonly subject: string
  readonly text: string
  readonly to: 'all' | 'colleagues'
  readonly hasOwn: boolean
  readonly colleagues: string
}

export function AbsenceForm({ absence, save }: Props) {
  const t = useT(absenceTexts)
  const toast = useToast()
  const { typed, setTyped, begin, isMoved } = useTyped(absence)
  const [trouble, setTrouble] = useState<'early' | 'refused' | null>(null)
  const change = (part: Partial<Typed>): void => setTyped(before => ({ ...before, ...part }))
  const submit = async (): Promise<void> => {
    const wanted = absenceOf(typed)
    if (wanted.fromDate && wanted.toDate && wanted.toDate <= wanted.fromDate) return setTrouble('early')
    const isSaved = await save(wanted)
    setTrouble(isSaved ? null : 'refused')
    if (!isSaved) return
    begin(wanted)
    const undo = (): void => void save(absence)
    toast({ text: t(wanted.isEnabled ? 'absence.saved.on' : 'absence.saved.off'), undo })
  }
  return (
    <div className={styles.page}>
      <p>{t('absence.help')}</p>
      {isMoved && (
        <Banner
          tone="warn"
          action={<Button onClick={() => begin(absence)}>{t('absence.moved.show')}</Button>}
        >
          {t('absence.moved')}
        </Banner>
      )}
      {trouble === 'refused' && <Banner tone="error">{t('absence.refused')}</Banner>}
      <Form
        label={t('absence')}
        onSubmit={submit}
        actions={
          <Button look="primary" type="submit">
            {t('absence.save')}
          </Button>
        }
      >
        <Checkbox
          label={t('absence.on')}
          checked={typed.isEnabled}
          onChange={isEnabled => change({ isEnabled })}
        />
        <Days typed={typed} change={change} early={trouble === 'early'} />
        <Words typed={typed} change={change} />
      </Form>
    </div>
  )
}

/** What is typed, begun from what is saved. Where nothing was typed, it follows what is saved elsewhere. */
function useTyped(absence: Absence) {
  const [{ base, typed }, set] = useState(() => ({ base: typedOf(absence), typed: typedOf(absence) }))
  const saved = typedOf(absence)
  const isFollowing = isSame(typed, base) || isSame(typed, saved)
  if (isFollowing && !isSame(base, saved)) set({ base: saved, typed: saved })
  return {
    typed,
    setTyped: (change: (typed: Typed) => Typed) => set(now => ({ ...now, typed: change(now.typed) })),
    begin: (from: Absence) => set({ base: typedOf(from), typed: typedOf(from) }),
    /** Somebody saved something else since one began to type. */
    isMoved: !isFollowing && !isSame(base, saved),
  }
}

const isSame = (a: Typed, b: Typed): boolean => JSON.stringify(a) === JSON.stringify(b)

type PartProps = { typed: Typed; change: (part: Partial<Typed>) => void }

function Days({ typed, change, early }: PartProps & { early: boolean }) {
  const t = useT(absenceTexts)
  return (
    <div className={styles.days}>
      <TextField
        type="date"
        label={t('absence.first')}
        help={t('absence.first.help')}
        value={typed.first}
        onChange={first => change({ first })}
      />
      <TextField
        type="date"
        label={t('absence.last')}
        help={t('absence.last.help')}
        error={early ? t('absence.last.early') : undefined}
        value={typed.last}
        onChange={last => change({ last })}
      />
    </div>
  )
}

function Words({ typed, change }: PartProps) {
  const t = useT(absenceTexts)
  const recipients = ['all', 'colleagues'] as const
  return (
    <>
      <TextField
        label={t('absence.subject')}
        help={t('absence.subject.help')}
        value={typed.subject}
        onChange={subject => change({ subject })}
        maxLength={200}
      />
      <TextArea
        label={t('absence.text')}
        placeholder={t('absence.text.placeholder')}
        rows={6}
        value={typed.text}
        onChange={text => change({ text })}
      />
      <Select
        label={t('absence.to')}
        value={typed.to}
        options={recipients.map(value => ({ value, label: t(`absence.to.${value}`) }))}
        onChange={to => change({ to })}
      />
      <Checkbox label={t('absence.own')} checked={typed.hasOwn} onChange={hasOwn => change({ hasOwn })} />
      {typed.hasOwn && (
        <TextArea
          label={t('absence.colleagues')}
          rows={5}
          value={typed.colleagues}
          onChange={colleagues => change({ colleagues })}
        />
      )}
    </>
  )
}

const typedOf = (absence: Absence): Typed => ({
  isEnabled: absence.isEnabled,
  first: dayOf(absence.fromDate),
  last: lastDayOf(absence.toDate),
  subject: absence.subject ?? '',
  text: absence.textBody ?? '',
  to: absence.answersOutside ? 'all' : 'colleagues',
  hasOwn: absence.colleaguesTextBody !== null,
  colleagues: absence.colleaguesTextBody ?? '',
})

const absenceOf = (typed: Typed): Absence => ({
  isEnabled: typed.isEnabled,
  fromDate: startOfDay(typed.first),
  toDate: endOfDay(typed.last),
  subject: typed.subject.trim() || null,
  textBody: typed.text.trim() === '' ? null : typed.text,
  answersOutside: typed.to === 'all',
  colleaguesTextBody: typed.hasOwn && typed.colleagues.trim() !== '' ? typed.colleagues : null,
})
