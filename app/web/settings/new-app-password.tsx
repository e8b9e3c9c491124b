import { IconCopy } from '@tabler/icons-react'
import { useState } from 'react'
import { SCOPES, SECURITY } from '../../../core/types.ts'
import { useClient } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import type { Client } from '../../../web/sync/client.ts'
import { Banner, Button, Checkbox, Dialog, Form, TextField, useCopy } from '../../../web/ui/index.ts'
import { CORE } from '../../../wire/jmap/capability.ts'
import { readObject, readString } from '../../../wire/jmap/json.ts'
import styles from './settings.module.css'
import { settingsTexts } from './texts.ts'

type Scope = (typeof SCOPES)[number]

export const isScope = (word: string): word is Scope => (SCOPES as readonly string[]).includes(word)

/** The web application has its own way in. */
const offered = SCOPES.filter(scope => scope !== 'web')
const usual: ReadonlySet<Scope> = new Set(['imap', 'submission', 'dav'])

export function NewAppPassword({ onClose }: { onClose: () => void }) {
  const t = useT(settingsTexts)
  const [secret, setSecret] = useState<string | null>(null)
  return (
    <Dialog
      open
      title={t(secret === null ? 'app-passwords.new' : 'app-passwords.secret')}
      onClose={onClose}
      actions={
        secret !== null && (
          <Button look="primary" onClick={onClose}>
            {t('app-passwords.done')}
          </Button>
        )
      }
    >
      {secret === null ? <Wish onMade={setSecret} /> : <Secret secret={secret} />}
    </Dialog>
  )
}

function Wish({ onMade }: { onMade: (secret: string) => void }) {
  const t = useT(settingsTexts)
  const client = useClient()
  const [label, setLabel] = useState('')
  const [scopes, setScopes] = useState(usual)
  const [state, setState] = useState<'writing' | 'checked' | 'busy' | 'failed'>('writing')
  const isWrong = state === 'checked'

  const submit = async (): Promise<void> => {
    if (label.trim() === '' || scopes.size === 0) return setState('checked')
    setState('busy')
    try {
      onMade(await create(client, label.trim(), [...scopes]))
    } catch {
      setState('failed')
    }
  }

  return (
    <Form
      label={t('app-passwords.new')}
      onSubmit={() => void submit()}
      actions={
        <Button type="submit" look="primary" busy={state === 'busy'}>
          {t('app-passwords.create')}
        </Button>
      }
    >
      {state === 'failed' && <Banner tone="error">{t('app-passwords.failed')}</Banner>}
      <TextField
        label={t('app-passwords.label')}
        help={t('app-passwords.label-help')}
        value={label}
        maxLength={100}
        onChange={setLabel}
        error={isWrong && label.trim() === '' ? t('app-passwords.label-needed') : null}
      />
      <fieldset className={styles.scopes}>
        <legend>{t('app-passwords.scopes')}</legend>
        {isWrong && scopes.size === 0 && <Banner tone="error">{t('app-passwords.scopes-needed')}</Banner>}
        {offered.map(scope => (
          <Checkbox
            key={scope}
            label={t(`scope.${scope}`)}
            checked={scopes.has(scope)}
            onChange={on =>
              setScopes(new Set(on ? [...scopes, scope] : [...scopes].filter(s => s !== scope)))
            }
          />
        ))}
      </fieldset>
    </Form>
  )
}

function Secret({ secret }: { secret: string }) {
  const t = useT(settingsTexts)
  const copy = useCopy()
  return (
    <>
      <p>{t('app-passwords.once')}</p>
      <div className={styles.secret}>
        <code>{secret}</code>
        <Button icon={IconCopy} onClick={() => copy(secret, t('app-passwords.copied'))}>
          {t('app-passwords.copy')}
        </Button>
      </div>
    </>
  )
}

/** Past the store, so that the secret is written nowhere. */
async function create(client: Client, label: string, scopes: readonly Scope[]): Promise<string> {
  const accountId = client.primaryAccount('AppPassword')
  const calls = [['AppPassword/set', { accountId, create: { made: { label, scopes } } }, 'set']] as const
  const answers = await client.ask([CORE, SECURITY], calls)
  const created = readObject(answers.read('set', 'AppPassword/set')['created'], 'created')
  return readString(readObject(created['made'], 'made')['secret'], 'secret')
}
