import { IconPencil, IconPlus, IconTemplate, IconTrash } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useAccountId, useClient, useSession } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, IconButton, SkeletonText, stroke, useToast } from '../../../../web/ui/index.ts'
import { htmlToText } from '../../../../wire/mime/html-text.ts'
import { MAIL, type MessageTemplate } from '../../types.ts'
import styles from '../settings/settings.module.css'
import { type Box, boxOf } from '../share/box.ts'
import { templateTexts } from './texts.ts'
import { TEMPLATE, useTemplates } from './use-templates.ts'

const TemplateForm = lazy(() => import('./template-form.tsx'))

/** One's own templates, and those of the mailboxes in whose name one writes. */
export function TemplateSettings() {
  const own = useAccountId(MAIL)
  const boxes = Object.entries(useSession().accounts)
    .filter(([id, { accountCapabilities }]) => id !== own && MAIL in accountCapabilities)
    .map(([id, account]) => boxOf(id, account))
    .filter(({ sends }) => sends !== null)
  return (
    <div className={styles.page}>
      <Templates accountId={own} box={null} />
      {boxes.map(box => (
        <Templates key={box.accountId} accountId={box.accountId} box={box} />
      ))}
    </div>
  )
}

function Templates({ accountId, box }: { accountId: string; box: Box | null }) {
  const t = useT(templateTexts)
  const templates = useTemplates(accountId)
  const [edited, setEdited] = useState<string | null>(null)
  const close = (): void => setEdited(null)
  return (
    <section className={styles.part}>
      <h2>{box?.name ?? t('mine')}</h2>
      <p>{t(box ? 'help.box' : 'help')}</p>
      {templates.length === 0 && edited === null && <p>{t('none')}</p>}
      <Suspense fallback={<SkeletonText lines={3} />}>
        <div className={styles.identities}>
          {templates.map(template =>
            template.id === edited ? (
              <TemplateForm
                key={template.id}
                accountId={accountId}
                template={template}
                others={templates.filter(other => other !== template)}
                onDone={close}
              />
            ) : (
              <TemplateLine
                key={template.id}
                accountId={accountId}
                template={template}
                onEdit={() => setEdited(template.id)}
              />
            ),
          )}
          {edited === NEW && (
            <TemplateForm accountId={accountId} template={null} others={templates} onDone={close} />
          )}
        </div>
      </Suspense>
      {edited === null && (
        <Button icon={IconPlus} onClick={() => setEdited(NEW)}>
          {t('new')}
        </Button>
      )}
    </section>
  )
}

const NEW = 'new'

type LineProps = { accountId: string; template: MessageTemplate; onEdit: () => void }

function TemplateLine({ accountId, template, onEdit }: LineProps) {
  const t = useT(templateTexts)
  const client = useClient()
  const toast = useToast()
  const { id, name, subject, html } = template
  const destroy = (): void => {
    const text = t('deleted', { name })
    const done = client.perform(text, [{ kind: 'destroy', type: TEMPLATE, accountId, id }])
    toast({ text, undo: () => void client.undo(done) })
  }
  return (
    <div className={styles.identity}>
      <IconTemplate size={22} stroke={stroke} aria-hidden="true" />
      <div>
        <b>{name}</b>
        <small>{subject || t('no-subject')}</small>
        <small>{htmlToText(html).replace(/\s+/g, ' ').slice(0, 200)}</small>
      </div>
      <IconButton icon={IconPencil} label={`${t('edit')} ${name}`} onClick={onEdit} />
      <IconButton icon={IconTrash} label={`${t('delete')} ${name}`} onClick={destroy} />
    </div>
  )
}
