import { IconDeviceFloppy, IconSettings, IconTemplate } from '@tabler/icons-react'
import { useState } from 'react'
import { useAccountId, useClient, useNavigateTo } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { IconButton, Menu, stroke, useToast, type VerbGroup } from '../../../../web/ui/index.ts'
import { MAIL, type MessageTemplate } from '../../types.ts'
import { ChoiceDialog } from '../action/choice-dialog.tsx'
import { signatureOf } from '../compose/begin.ts'
import type { Letter } from '../compose/letter.ts'
import type { Writing } from '../compose/use-writing.ts'
import { useBox } from '../share/box.ts'
import { NameDialog } from '../side/name-dialog.tsx'
import { withoutSignature } from './template-text.ts'
import { templateTexts } from './texts.ts'
import { isNamed, TEMPLATE, useTemplates } from './use-templates.ts'

type Props = { writing: Writing; letter: Letter; onInsert: (template: MessageTemplate) => void }

/** Those that stand in the menu itself. */
const FEW = 6

/** Puts a template into the letter, or keeps the letter as one: in the account in which it is written. */
export function TemplateButton({ writing, letter, onInsert }: Props) {
  const t = useT(templateTexts)
  const navigate = useNavigateTo()
  const { accountId } = writing
  const own = useAccountId(MAIL)
  const box = useBox(accountId)
  const here = useTemplates(accountId)
  const mine = useTemplates(own)
  const [asked, setAsked] = useState<'which' | 'name' | null>(null)
  const all = accountId === own ? mine : [...here, ...mine]
  const save = useSave(writing, letter)
  const verbsOf = (templates: readonly MessageTemplate[]) =>
    templates.map(template => ({
      id: template.id,
      label: template.name,
      icon: IconTemplate,
      onRun: () => onInsert(template),
    }))
  const more = { id: 'more', label: t('verb.more'), icon: IconTemplate, onRun: () => setAsked('which') }
  const inserting: VerbGroup[] =
    all.length === 0
      ? []
      : [
          {
            label: t('verb.insert'),
            verbs: [...verbsOf(all.slice(0, FEW)), ...(all.length > FEW ? [more] : [])],
          },
        ]
  const keeping: VerbGroup = {
    verbs: [
      { id: 'save', label: t('verb.save'), icon: IconDeviceFloppy, onRun: () => setAsked('name') },
      {
        id: 'manage',
        label: t('verb.manage'),
        icon: IconSettings,
        onRun: () => navigate('/settings/templates'),
      },
    ],
  }
  return (
    <>
      <Menu position="top-start" groups={[...inserting, keeping]}>
        <IconButton icon={IconTemplate} label={t('templates')} />
      </Menu>
      {asked === 'which' && (
        <ChoiceDialog
          title={t('verb.insert')}
          field={t('search')}
          none={t('none-found')}
          choices={all.map(template => ({
            id: template.id,
            name: template.name,
            detail: here.includes(template) && accountId !== own ? box?.name : undefined,
            mark: <IconTemplate size={19} stroke={stroke} aria-hidden="true" />,
            run: () => {
              setAsked(null)
              onInsert(template)
            },
          }))}
          onClose={() => setAsked(null)}
        />
      )}
      {asked === 'name' && (
        <NameDialog
          title={t('save.title')}
          action={t('save.title')}
          field={t('name')}
          most={100}
          name={letter.subject.trim().slice(0, 100)}
          faultOf={name => (isNamed(accountId === own ? mine : here, name) ? t('taken') : null)}
          onName={name => {
            setAsked(null)
            save(name)
          }}
          onClose={() => setAsked(null)}
        />
      )}
    </>
  )
}

function useSave({ accountId, identities }: Writing, letter: Letter): (name: string) => void {
  const t = useT(templateTexts)
  const client = useClient()
  const toast = useToast()
  return name => {
    const identity = identities.find(({ id }) => id === letter.identityId) ?? null
    const html = withoutSignature(letter.html, signatureOf(identity))
    const record = { name, subject: letter.subject.trim(), html }
    const { id } = client.create(TEMPLATE, record, { accountId })
    toast({ text: t('saved', { name }), undo: () => client.destroy(TEMPLATE, id, accountId) })
  }
}
