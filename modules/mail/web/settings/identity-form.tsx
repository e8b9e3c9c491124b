import { lazy, Suspense, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Form, SkeletonText, TextField, useToast } from '../../../../web/ui/index.ts'
import type { Identity } from '../../types.ts'
import { mailTexts } from '../texts.ts'
import styles from './settings.module.css'

const RichText = lazy(() => import('../../../../web/ui/text/rich-text.tsx'))

type Props = { accountId: string; identity: Identity; onDone: () => void }

/** The name and the signature of an address. */
export function IdentityForm({ accountId, identity, onDone }: Props) {
  const t = useT(mailTexts)
  const client = useClient()
  const toast = useToast()
  const [name, setName] = useState(identity.name)
  const [html, setHtml] = useState(() => identity.htmlSignature || htmlOf(identity.textSignature))
  const save = (): void => {
    const patch = { name: name.trim(), htmlSignature: html, textSignature: textOf(html) }
    const text = t('settings.identity.saved')
    const done = client.perform(text, [
      { kind: 'update', type: 'Identity', accountId, id: identity.id, patch },
    ])
    toast({ text, undo: () => void client.undo(done) })
    onDone()
  }
  return (
    <Form
      onSubmit={save}
      label={identity.email}
      actions={
        <>
          <Button look="primary" type="submit">
            {t('save')}
          </Button>
          <Button onClick={onDone}>{t('cancel')}</Button>
        </>
      }
    >
      <TextField
        label={t('settings.identity.name')}
        help={identity.email}
        value={name}
        onChange={setName}
        maxLength={200}
        autoComplete="name"
      />
      <Suspense fallback={<SkeletonText lines={3} />}>
        <b aria-hidden="true">{t('settings.identity.signature')}</b>
        <div className={styles.signature}>
          <RichText
            label={t('settings.identity.signature')}
            placeholder={t('settings.identity.placeholder')}
            html={html}
            onChange={setHtml}
          />
        </div>
      </Suspense>
    </Form>
  )
}

/** For those who read plain text: the same words, line by line. */
function textOf(html: string): string {
  const { body } = new DOMParser().parseFromString(html.replace(/<\/(p|li|h\d)>|<br>/g, '$&\n'), 'text/html')
  return (body.textContent ?? '').replace(/\n{3,}/g, '\n\n').trim()
}

function htmlOf(text: string): string {
  const paragraph = document.createElement('p')
  return text
    .split('\n')
    .filter(line => line !== '')
    .map(line => {
      paragraph.textContent = line
      return paragraph.outerHTML
    })
    .join('')
}
