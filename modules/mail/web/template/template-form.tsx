import { useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, Form, TextField, useToast } from '../../../../web/ui/index.ts'
import RichText from '../../../../web/ui/text/rich-text.tsx'
import type { MessageTemplate } from '../../types.ts'
import { cleanHtml } from '../reader/clean-html.ts'
import styles from '../settings/settings.module.css'
import { mailTexts } from '../texts.ts'
import { templateTexts } from './texts.ts'
import { isNamed, TEMPLATE } from './use-templates.ts'

type FormProps = {
  accountId: string
  /** Null: a new one. */
  template: MessageTemplate | null
  others: readonly MessageTemplate[]
  onDone: () => void
}

/** Heavy, as it writes rich text. */
export default function TemplateForm({ accountId, template, others, onDone }: FormProps) {
  const t = useT(templateTexts)
  const words = useT(mailTexts)
  const client = useClient()
  const toast = useToast()
  const [name, setName] = useState(template?.name ?? '')
  const [subject, setSubject] = useState(template?.subject ?? '')
  const [html, setHtml] = useState(() => cleanHtml(template?.html ?? ''))
  const wanted = name.trim()
  const isTaken = isNamed(others, wanted)
  const save = (): void => {
    if (wanted === '' || isTaken) return
    const text = t('saved', { name: wanted })
    const record = { name: wanted, subject: subject.trim(), html }
    const done = template
      ? client.perform(text, [{ kind: 'update', type: TEMPLATE, accountId, id: template.id, patch: record }])
      : null
    const made = template ? null : client.create(TEMPLATE, record, { accountId })
    const undo = (): void => {
      if (done) void client.undo(done)
      else if (made) client.destroy(TEMPLATE, made.id, accountId)
    }
    toast({ text, undo })
    onDone()
  }
  return (
    <Form
      onSubmit={save}
      label={template?.name ?? t('new')}
      actions={
        <>
          <Button look="primary" type="submit" disabled={wanted === '' || isTaken}>
            {words('save')}
          </Button>
          <Button onClick={onDone}>{words('cancel')}</Button>
        </>
      }
    >
      <TextField
        label={t('name')}
        value={name}
        onChange={setName}
        maxLength={100}
        error={isTaken ? t('taken') : null}
        autoComplete="off"
      />
      <TextField
        label={t('subject')}
        value={subject}
        onChange={setSubject}
        maxLength={1000}
        autoComplete="off"
      />
      <b aria-hidden="true">{t('text')}</b>
      <div className={styles.signature}>
        <RichText label={t('text')} placeholder={t('placeholder')} html={html} onChange={setHtml} />
      </div>
    </Form>
  )
}
