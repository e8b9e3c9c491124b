import { IconLogout } from '@tabler/icons-react'
import { useState } from 'react'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { Button, deviceOf, deviceWords, formatWhenLong, Switch, stroke } from '../../../../web/ui/index.ts'
import styles from '../admin.module.css'
import { PartTitle } from '../detail-title.tsx'
import type { Principal } from '../principal.ts'
import { SavedSelect } from '../saving/saved-select.tsx'
import { useSaving } from '../saving/use-saving.ts'
import { personTexts } from './texts.ts'
import { type SeenSession, useSessions } from './use-sessions.ts'

type Props = {
  person: Principal
  /** The administrator’s own record. */
  isSelf: boolean
  onPassword: () => void
  onTurn: (on: boolean) => Promise<void>
}

export function AccessTab({ person, isSelf, onPassword, onTurn }: Props) {
  const t = useT(personTexts)
  const language = useLanguage()
  const saving = useSaving('Principal', person.id)
  const { lastLoginAt } = person
  const last =
    lastLoginAt === null
      ? t('access.never')
      : t('access.last', { when: formatWhenLong(new Date(lastLoginAt), language, new Date()) })
  return (
    <div className={styles.section}>
      <SavedSelect
        saving={saving}
        field="role"
        label={t('access.role')}
        value={person.role}
        options={[
          { value: 'person', label: t('role.person') },
          { value: 'administrator', label: t('role.administrator') },
        ]}
        help={t('access.role-help')}
      />
      <Switch
        label={t('access.enabled')}
        help={t('access.enabled-help')}
        checked={person.disabledAt === null}
        onChange={on => void onTurn(on)}
      />
      <div className={styles.row}>
        <PartTitle>{t('access.password')}</PartTitle>
        <p className={styles.quiet}>{t(passwordWords(person, isSelf))}</p>
        {!isSelf && <Button onClick={onPassword}>{t('access.password-run')}</Button>}
      </div>
      <div className={styles.row}>
        <PartTitle>{t('access.sessions')}</PartTitle>
        <p className={styles.quiet}>{last}</p>
        <Sessions person={person} />
      </div>
    </div>
  )
}

const passwordWords = ({ mustChoosePassword }: Principal, isSelf: boolean) =>
  isSelf ? 'access.password-own' : mustChoosePassword ? 'access.password-temporary' : 'access.password-help'

function Sessions({ person }: { person: Principal }) {
  const t = useT(personTexts)
  const { sessions, error, signOut } = useSessions(person)
  const [busy, setBusy] = useState(false)
  const end = async (): Promise<void> => {
    setBusy(true)
    await signOut()
    setBusy(false)
  }
  if (error !== null) return <p role="alert">{error}</p>
  if (sessions === null) return null
  if (sessions.length === 0) return <p>{t('access.sessions-none')}</p>
  return (
    <>
      <ul className={styles.lines}>
        {sessions.map(session => (
          <SessionLine key={session.createdAt + session.userAgent} session={session} />
        ))}
      </ul>
      <Button icon={IconLogout} busy={busy} onClick={() => void end()}>
        {t('access.sessions-end')}
      </Button>
    </>
  )
}

function SessionLine({ session: { kind, userAgent, ip, seenAt } }: { session: SeenSession }) {
  const t = useT(personTexts)
  const language = useLanguage()
  const device = deviceOf(kind, userAgent)
  const Glyph = device.icon
  const when = formatWhenLong(new Date(seenAt), language, new Date())
  const facts = [t('access.seen', { when }), ip && t('access.from', { ip })].filter(Boolean).join(' · ')
  return (
    <li>
      <Glyph size={22} stroke={stroke} aria-hidden="true" />
      <span className={styles.words}>
        <b>{deviceWords(device) ?? t('access.application')}</b>
        <small>{facts}</small>
      </span>
    </li>
  )
}
