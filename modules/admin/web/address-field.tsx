import { useT } from '../../../web/i18n/index.ts'
import { Select, TextField } from '../../../web/ui/index.ts'
import styles from './admin.module.css'
import { useOwnDomains } from './domains.ts'
import { adminTexts } from './texts.ts'

type Value = { readonly local: string; readonly domain: string }

type Props = {
  value: Value
  error?: string | undefined
  help?: string
  onChange: (value: Partial<Value>) => void
}

/** An address being given: its name, and one of the organisation's domains. */
export function AddressField({ value, error, help, onChange }: Props) {
  const t = useT(adminTexts)
  const domains = useOwnDomains()
  return (
    <div className={styles.pair}>
      <TextField
        label={t('field.local')}
        value={value.local}
        onChange={local => onChange({ local })}
        error={error}
        help={help}
        autoCapitalize="none"
        autoComplete="off"
        spellCheck={false}
      />
      <Select
        label={t('field.domain')}
        value={value.domain}
        options={domains.map(domain => ({ value: domain, label: `@${domain}` }))}
        onChange={domain => onChange({ domain })}
      />
    </div>
  )
}
