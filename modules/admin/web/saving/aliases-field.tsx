import { useState } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Chip, TextField } from '../../../../web/ui/index.ts'
import { adminTexts } from '../texts.ts'
import { SavedLine } from './saved-line.tsx'
import styles from './saving.module.css'
import { errorOf, type Saving } from './use-saving.ts'

type Props = { saving: Saving; aliases: readonly string[]; domain: string }

const FIELD = 'aliases'

/** Further addresses: each saved as it is added or taken away. */
export function AliasesField({ saving, aliases, domain }: Props) {
  const t = useT(adminTexts)
  const [text, setText] = useState('')
  const save = (wanted: readonly string[]) => saving.save(FIELD, { aliases: wanted }, { aliases })
  const add = async (): Promise<void> => {
    const alias = text.trim()
    if (alias === '') return
    const whole = alias.includes('@') ? alias : `${alias}@${domain}`
    if (await save([...aliases, whole])) setText('')
  }
  return (
    <form
      className={styles.field}
      aria-label={t('field.aliases')}
      onSubmit={event => {
        event.preventDefault()
        void add()
      }}
    >
      <b>{t('field.aliases')}</b>
      {aliases.length > 0 && (
        <div className={styles.chips}>
          {aliases.map(alias => (
            <Chip
              key={alias}
              onRemove={{ name: alias, run: () => void save(aliases.filter(other => other !== alias)) }}
            >
              {alias}
            </Chip>
          ))}
        </div>
      )}
      <div className={styles.line}>
        <TextField
          unlabelled
          label={t('field.alias-new')}
          placeholder={t('field.alias-new')}
          value={text}
          onChange={setText}
          autoCapitalize="none"
          spellCheck={false}
        />
        <Button type="submit" disabled={text.trim() === ''}>
          {t('field.alias-add')}
        </Button>
      </div>
      {errorOf(saving, FIELD) && (
        <p className={styles.error} role="alert">
          {errorOf(saving, FIELD)}
        </p>
      )}
      <p className={styles.under}>
        <SavedLine saving={saving} field={FIELD} help={t('field.aliases-help')} />
      </p>
    </form>
  )
}
