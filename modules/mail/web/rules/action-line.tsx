import { IconX } from '@tabler/icons-react'
import { useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Checkbox, IconButton, Select, TextField } from '../../../../web/ui/index.ts'
import { keywordOf, labelOf } from '../label/label.ts'
import { listTargets, pathOf } from '../place/targets.ts'
import { folderFault } from '../side/folder-fault.ts'
import { NameDialog } from '../side/name-dialog.tsx'
import { mailTexts } from '../texts.ts'
import { ACTION_KINDS, type FaultOfLine, mayAdd, newAction } from './draft.ts'
import { type Action, isPlace } from './rule.ts'
import styles from './rule-dialog.module.css'
import { rulesTexts } from './texts.ts'
import type { Filing, Speech } from './words.ts'

type Props<Of = Action> = {
  action: Of
  others: readonly Action[]
  fault: FaultOfLine | null
  speech: Speech
  onChange: (action: Action) => void
  /** Makes a folder, and tells its id at once. */
  onFolder: (name: string) => string
}

/** One thing that is done with a message, and with what. */
export function ActionLine({ onDrop, ...props }: Props & { onDrop: () => void }) {
  const t = useT(rulesTexts)
  const { action, others, onChange } = props
  const kinds = ACTION_KINDS.filter(kind => kind === action.kind || mayAdd(others, kind))
  return (
    <li className={styles.line}>
      <div className={styles.what}>
        <Select
          unlabelled
          label={t('action.kind')}
          value={action.kind}
          options={kinds.map(value => ({ value, label: t(`action.${value}`) }))}
          onChange={kind => onChange(movedTo(kind, action))}
        />
        {(action.kind === 'file' || action.kind === 'copy') && <MailboxSelect {...props} action={action} />}
        {action.kind === 'label' && <LabelSelect {...props} action={action} />}
        {action.kind === 'forward' && <Address {...props} action={action} />}
        <IconButton icon={IconX} label={t('action.drop')} onClick={onDrop} />
      </div>
      {action.kind === 'forward' && !others.some(isPlace) && (
        <Checkbox
          label={t('action.keeps')}
          checked={action.keeps}
          onChange={keeps => onChange({ ...action, keeps })}
        />
      )}
    </li>
  )
}

/** A folder that was chosen for one is kept for the other. */
const movedTo = (kind: Action['kind'], action: Action): Action =>
  (kind === 'file' || kind === 'copy') && (action.kind === 'file' || action.kind === 'copy')
    ? { ...action, kind }
    : newAction(kind)

const NEW = 'new'

function MailboxSelect({ action, fault, speech, onChange, onFolder }: Props<Filing>) {
  const t = useT(rulesTexts)
  const [naming, setNaming] = useState(false)
  const mail = useT(mailTexts)
  const client = useClient()
  const { mailboxes } = speech
  const folders = listTargets(mailboxes.forest)
  // One that was just made has another id as soon as the server has it.
  const mailboxId = client.resolve(action.mailboxId)
  const isLost = mailboxId !== '' && !mailboxes.find(mailboxId)
  const choose = (id: string): void => {
    const mailbox = mailboxes.find(id)
    if (id === NEW) setNaming(true)
    else onChange({ ...action, mailboxId: id, name: mailbox ? pathOf(mailbox, mailboxes) : action.name })
  }
  const create = (name: string): void => {
    setNaming(false)
    onChange({ ...action, mailboxId: onFolder(name), name })
  }
  return (
    <>
      <Select
        unlabelled
        label={t('action.mailbox')}
        value={mailboxId}
        error={fault === 'mailbox' ? t('fault.mailbox') : null}
        options={[
          ...(mailboxId === '' ? [{ value: '', label: t('action.mailbox.choose') }] : []),
          ...(isLost ? [{ value: mailboxId, label: t('action.mailbox.lost', { name: action.name }) }] : []),
          ...folders.map(({ mailbox, path }) => ({ value: mailbox.id, label: path.join(' / ') })),
          { value: NEW, label: t('action.mailbox.new') },
        ]}
        onChange={choose}
      />
      {naming && (
        <NameDialog
          title={mail('folder.new')}
          action={t('create')}
          name=""
          faultOf={name => folderFault(name, null, mailboxes.all, mail)}
          onName={create}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  )
}

function LabelSelect({ action, fault, speech, onChange }: Props<Extract<Action, { kind: 'label' }>>) {
  const t = useT(rulesTexts)
  const [naming, setNaming] = useState(false)
  const { labels } = speech
  const { keyword } = action
  const known = labels.all.some(label => label.keyword === keyword)
  const shown = keyword === '' || known ? labels.all : [...labels.all, labelOf(keyword)]
  const create = (name: string): void => {
    setNaming(false)
    labels.keep({ ...labelOf(keywordOf(name)), name })
    onChange({ ...action, keyword: keywordOf(name) })
  }
  const faultOf = (name: string): string | null => {
    if (keywordOf(name) === '') return t('action.label.new.unfit')
    return labels.all.some(one => one.keyword === keywordOf(name)) ? t('action.label.new.taken') : null
  }
  return (
    <>
      <Select
        unlabelled
        label={t('action.label.name')}
        value={keyword}
        error={fault === 'label' ? t('fault.label') : null}
        options={[
          ...(keyword === '' ? [{ value: '', label: t('action.label.choose') }] : []),
          ...shown.map(({ keyword, name }) => ({ value: keyword, label: name })),
          { value: NAME_NEW, label: t('action.label.new') },
        ]}
        onChange={value => (value === NAME_NEW ? setNaming(true) : onChange({ ...action, keyword: value }))}
      />
      {naming && (
        <NameDialog
          title={t('action.label.new.title')}
          action={t('create')}
          name=""
          field={t('action.label.name')}
          faultOf={faultOf}
          onName={create}
          onClose={() => setNaming(false)}
        />
      )}
    </>
  )
}

/** No keyword has a space. */
const NAME_NEW = 'name new'

function Address({ action, fault, onChange }: Props<Extract<Action, { kind: 'forward' }>>) {
  const t = useT(rulesTexts)
  return (
    <TextField
      unlabelled
      type="email"
      label={t('action.address')}
      value={action.address}
      placeholder={t('action.address')}
      error={fault === 'address' ? t('fault.address') : null}
      onChange={address => onChange({ ...action, address })}
      maxLength={254}
      autoComplete="off"
    />
  )
}
