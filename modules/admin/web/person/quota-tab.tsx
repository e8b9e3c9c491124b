import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { TextField } from '../../../../web/ui/index.ts'
import styles from '../admin.module.css'
import type { Principal } from '../principal.ts'
import { SavedLine } from '../saving/saved-line.tsx'
import { errorOf, useSaving } from '../saving/use-saving.ts'
import { adminTexts } from '../texts.ts'
import { readGigabytes, writeGigabytes } from './gigabytes.ts'
import { personTexts } from './texts.ts'
import { UsedSpace } from './used-space.tsx'

export function QuotaTab({ person }: { person: Principal }) {
  const t = useT(personTexts)
  const words = useT(adminTexts)
  const saving = useSaving('Principal', person.id)
  const [draft, setDraft] = useState<string | null>(null)
  const { quota } = person
  const wanted = draft === null ? quota : readGigabytes(draft)
  const save = async (): Promise<void> => {
    if (draft === null || wanted === undefined) return
    if (wanted === quota || (await saving.save('quota', { quota: wanted }, { quota }))) setDraft(null)
  }
  return (
    <div className={styles.section}>
      <UsedSpace person={person} />
      <div className={styles.form}>
        <TextField
          label={t('quota.limit')}
          inputMode="decimal"
          placeholder={words('unlimited')}
          value={draft ?? writeGigabytes(quota)}
          onChange={setDraft}
          onBlur={() => void save()}
          onKeyDown={event => event.key === 'Enter' && void save()}
          inside={<span className={styles.unit}>{words('gigabytes')}</span>}
          error={wanted === undefined ? t('quota.limit-wrong') : errorOf(saving, 'quota')}
          help={<SavedLine saving={saving} field="quota" help={t('quota.limit-help')} />}
        />
      </div>
    </div>
  )
}
