import { IconKey, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import type { appPassword } from '../../../core/types.ts'
import type { RecordOf } from '../../../lib/descriptor.ts'
import { useClient } from '../../../web/face.ts'
import { useLanguage, useT } from '../../../web/i18n/index.ts'
import {
  Button,
  Chip,
  EmptyState,
  formatWhenLong,
  SkeletonText,
  stroke,
  useDelayed,
  useToast,
} from '../../../web/ui/index.ts'
import { isScope, NewAppPassword } from './new-app-password.tsx'
import { useAll } from './records.ts'
import styles from './settings.module.css'
import { settingsTexts } from './texts.ts'

type AppPassword = RecordOf<typeof appPassword>

export function AppPasswordsPage() {
  const t = useT(settingsTexts)
  const passwords = useAll<AppPassword>('AppPassword')
  const isLate = useDelayed(passwords === null)
  const [making, setMaking] = useState(false)
  return (
    <div className={styles.page}>
      <p className={styles.intro}>{t('app-passwords.intro')}</p>
      <div>
        <Button look="primary" icon={IconPlus} onClick={() => setMaking(true)}>
          {t('app-passwords.new')}
        </Button>
      </div>
      {passwords === null && isLate && <SkeletonText lines={3} />}
      {passwords?.length === 0 && <EmptyState icon={IconKey}>{t('app-passwords.empty')}</EmptyState>}
      <ul className={styles.lines}>
        {passwords?.map(password => (
          <PasswordLine key={password.id} password={password} />
        ))}
      </ul>
      {making && <NewAppPassword onClose={() => setMaking(false)} />}
    </div>
  )
}

function PasswordLine({ password }: { password: AppPassword }) {
  const t = useT(settingsTexts)
  const language = useLanguage()
  const client = useClient()
  const toast = useToast()
  const { id, label, scopes, lastUsedAt } = password
  const when = lastUsedAt ? formatWhenLong(new Date(lastUsedAt), language, new Date()) : null
  const remove = (): void => {
    client.destroy('AppPassword', id)
    toast({ text: t('app-passwords.removed', { name: label }) })
  }
  return (
    <li>
      <IconKey size={22} stroke={stroke} aria-hidden="true" />
      <span className={styles.words}>
        <b>{label}</b>
        <small>{when ? t('app-passwords.used', { when }) : t('app-passwords.unused')}</small>
        <span className={styles.chips}>
          {scopes.filter(isScope).map(scope => (
            <Chip key={scope} colour="stone">
              {t(`scope.${scope}`)}
            </Chip>
          ))}
        </span>
      </span>
      <Button onClick={remove} aria-label={t('app-passwords.remove-label', { name: label })}>
        {t('app-passwords.remove')}
      </Button>
    </li>
  )
}
