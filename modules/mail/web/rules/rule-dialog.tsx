import { IconPlus } from '@tabler/icons-react'
import { useEffect, useRef, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button, Checkbox, Dialog, Segmented, TextField } from '../../../../web/ui/index.ts'
import { ActionLine } from './action-line.tsx'
import { ConditionLine } from './condition-line.tsx'
import {
  ACTION_KINDS,
  changeLine,
  type Draft,
  draftOf,
  dropLine,
  faultOfAction,
  faultOfCondition,
  isWhole,
  mayAdd,
  NEW_CONDITION,
  newAction,
  ruleOf,
  withLine,
} from './draft.ts'
import { sayFault } from './fault-words.ts'
import { type Action, MAX_RULE_NAME, type Rule, tidyRule } from './rule.ts'
import styles from './rule-dialog.module.css'
import type { Outcome } from './rules-book.ts'
import { faultTexts, rulesTexts } from './texts.ts'
import { nameFor, type Speech } from './words.ts'

type Props = {
  speech: Speech
  rule: Rule
  isNew: boolean
  save: (rule: Rule) => Promise<Outcome>
  onSaved: (rule: Rule, isForExisting: boolean) => void
  onClose: () => void
}

/** A rule, written or changed. What is typed stays until the server has it. */
export function RuleDialog({ speech, rule, isNew, save, onSaved, onClose }: Props) {
  const t = useT(rulesTexts)
  const [draft, setDraft] = useState(() => draftOf(rule))
  const [isForExisting, setForExisting] = useState(false)
  const [tries, setTries] = useState(0)
  const form = useRef<HTMLFormElement>(null)
  const [isBusy, setBusy] = useState(false)
  const [outcome, setOutcome] = useState<Outcome | null>(null)
  const folders = useNewFolders(speech.mailboxes.accountId)
  const change = (part: Partial<Draft>): void => setDraft(before => ({ ...before, ...part }))
  const submit = async (): Promise<void> => {
    if (isBusy) return
    if (!isWhole(draft)) return setTries(tries + 1)
    setBusy(true)
    const typed = tidyRule(ruleOf(draft))
    const actions = await folders.settle(typed.actions)
    const known = { ...typed, name: typed.name || nameFor(typed, speech), actions }
    const answer = await save(known)
    setBusy(false)
    setOutcome(answer)
    if (answer.kind === 'saved') onSaved(known, isForExisting)
  }
  // What has to be mended is shown, also where it had been scrolled away.
  useEffect(() => {
    if (tries > 0) form.current?.querySelector<HTMLElement>('[aria-invalid]')?.focus()
  }, [tries])
  const tried = tries > 0
  return (
    <Dialog
      open
      size={620}
      title={t(isNew ? 'dialog.new' : 'dialog.edit')}
      onClose={onClose}
      actions={
        <>
          <Button onClick={onClose}>{t('cancel')}</Button>
          <Button look="primary" busy={isBusy} onClick={() => void submit()}>
            {t('dialog.save')}
          </Button>
        </>
      }
    >
      <form
        ref={form}
        className={styles.form}
        noValidate
        onSubmit={event => {
          event.preventDefault()
          void submit()
        }}
      >
        <OutcomeBanner outcome={outcome} />
        <TextField
          label={t('dialog.name')}
          help={t('dialog.name.help')}
          value={draft.name}
          onChange={name => change({ name })}
          maxLength={MAX_RULE_NAME}
          autoComplete="off"
        />
        <Conditions draft={draft} change={change} tried={tried} />
        <Actions draft={draft} change={change} tried={tried} speech={speech} onFolder={folders.create} />
        <Checkbox label={t('dialog.now')} checked={isForExisting} onChange={setForExisting} />
        {/* Enter in a field saves. */}
        <input type="submit" hidden />
      </form>
    </Dialog>
  )
}

function OutcomeBanner({ outcome }: { outcome: Outcome | null }) {
  const t = useT(rulesTexts)
  const words = useT(faultTexts)
  if (!outcome || outcome.kind === 'saved') return null
  if (outcome.kind !== 'refused')
    return <Banner tone="error">{t(outcome.kind === 'changed' ? 'failed.changed' : 'failed.save')}</Banner>
  const [fault] = outcome.faults
  return <Banner tone="error">{t('failed.refused', { why: fault ? sayFault(fault, words) : '' })}</Banner>
}

type PartProps = { draft: Draft; change: (part: Partial<Draft>) => void; tried: boolean }

function Conditions({ draft, change, tried }: PartProps) {
  const t = useT(rulesTexts)
  const add = useRef<HTMLButtonElement>(null)
  const { conditions, match } = draft
  return (
    <fieldset className={styles.part}>
      <legend>{t('dialog.when')}</legend>
      {conditions.length > 1 && (
        <Segmented
          label={t('dialog.match')}
          value={match}
          options={(['all', 'any'] as const).map(value => ({ value, label: t(`match.${value}`) }))}
          onChange={match => change({ match })}
        />
      )}
      {conditions.length === 0 && <p>{t('dialog.always')}</p>}
      <ul className={styles.lines}>
        {conditions.map(({ key, of }) => (
          <ConditionLine
            key={key}
            condition={of}
            fault={tried ? faultOfCondition(of) : null}
            onChange={condition => change({ conditions: changeLine(conditions, key, condition) })}
            onDrop={() => {
              change({ conditions: dropLine(conditions, key) })
              add.current?.focus()
            }}
          />
        ))}
      </ul>
      <Button
        ref={add}
        look="quiet"
        icon={IconPlus}
        onClick={() => change({ conditions: withLine(conditions, NEW_CONDITION) })}
      >
        {t('dialog.condition')}
      </Button>
    </fieldset>
  )
}

function Actions({
  draft,
  change,
  tried,
  speech,
  onFolder,
}: PartProps & { speech: Speech; onFolder: (name: string) => string }) {
  const t = useT(rulesTexts)
  const add = useRef<HTMLButtonElement>(null)
  const { actions, stops } = draft
  const all = actions.map(({ of }) => of)
  const next = ACTION_KINDS.find(kind => mayAdd(all, kind)) ?? 'copy'
  return (
    <fieldset className={styles.part}>
      <legend>{t('dialog.what')}</legend>
      <ul className={styles.lines}>
        {actions.map(({ key, of }) => (
          <ActionLine
            key={key}
            action={of}
            others={all.filter(other => other !== of)}
            fault={tried ? faultOfAction(of) : null}
            speech={speech}
            onFolder={onFolder}
            onChange={action => change({ actions: changeLine(actions, key, action) })}
            onDrop={() => {
              change({ actions: dropLine(actions, key) })
              add.current?.focus()
            }}
          />
        ))}
      </ul>
      <Button
        ref={add}
        look="quiet"
        icon={IconPlus}
        onClick={() => change({ actions: withLine(actions, newAction(next)) })}
      >
        {t('dialog.action')}
      </Button>
      <Checkbox label={t('dialog.stops')} checked={stops} onChange={stops => change({ stops })} />
      {tried && actions.length === 0 && !stops && (
        <p className={styles.lost} role="alert">
          {t('dialog.nothing')}
        </p>
      )}
    </fieldset>
  )
}

/** Folders that are made for a rule, which has to name them as the server does. */
function useNewFolders(accountId: string) {
  const client = useClient()
  const made = useRef<Promise<unknown>[]>([])
  return {
    create: (name: string): string => {
      const { id, saved } = client.create('Mailbox', { name, parentId: null }, { accountId })
      made.current.push(saved)
      return id
    },
    settle: async (actions: readonly Action[]): Promise<Action[]> => {
      await Promise.allSettled(made.current)
      return actions.map(action =>
        'mailboxId' in action ? { ...action, mailboxId: client.resolve(action.mailboxId) } : action,
      )
    },
  }
}
