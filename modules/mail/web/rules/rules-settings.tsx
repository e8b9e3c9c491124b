import { IconCode, IconFilter, IconPlayerPlay, IconPlus } from '@tabler/icons-react'
import { useState } from 'react'
import { useAccountId } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import {
  Banner,
  Button,
  EmptyState,
  ErrorState,
  Select,
  SkeletonText,
  useDelayed,
  useToast,
} from '../../../../web/ui/index.ts'
import { MAIL } from '../../types.ts'
import { ApplyDialog } from './apply-dialog.tsx'
import { ByHandDialog } from './by-hand-dialog.tsx'
import { NEW_RULE } from './draft.ts'
import { addRule, changeRule, type Edit, insertPiece, movePiece, removePiece } from './edit.ts'
import { OtherScripts } from './other-scripts.tsx'
import { PieceList } from './piece-list.tsx'
import type { Rule } from './rule.ts'
import { RuleDialog } from './rule-dialog.tsx'
import styles from './rules.module.css'
import type { Outcome, Sheet } from './rules-book.ts'
import { ScriptDialog } from './script-dialog.tsx'
import { NO_RULES, type Piece, pieceOf, type ScriptRules, writeRules } from './script-rules.ts'
import { rulesTexts } from './texts.ts'
import { type Rules, useFilteredAccounts, useRules } from './use-rules.ts'
import { useSpeech } from './use-speech.ts'

/** The part of the settings that is about what happens to mail by itself. */
export function RulesSettings() {
  const t = useT(rulesTexts)
  const own = useAccountId(MAIL)
  const accounts = useFilteredAccounts()
  const [chosen, setChosen] = useState(own)
  return (
    <div className={styles.page}>
      <p>{t('rules.help')}</p>
      {accounts.length > 1 && (
        <Select
          label={t('rules.account')}
          value={chosen}
          options={accounts.map(({ id, name }) => ({ value: id, label: name }))}
          onChange={setChosen}
        />
      )}
      <AccountRules key={chosen} accountId={chosen} />
    </div>
  )
}

function AccountRules({ accountId }: { accountId: string }) {
  const t = useT(rulesTexts)
  const rules = useRules(accountId)
  const { loaded } = rules
  const late = useDelayed(loaded.state === 'loading')
  if (loaded.state === 'here') return <SheetOfRules rules={rules} sheet={loaded.sheet} />
  if (loaded.state === 'loading') return late ? <SkeletonText lines={6} /> : null
  return <ErrorState onRetry={rules.retry}>{t('rules.failed')}</ErrorState>
}

/** What is asked before something is done. */
type Asked =
  | { readonly kind: 'rule'; readonly rule: Rule; readonly piece: Piece | null }
  | { readonly kind: 'by-hand'; readonly piece: Piece }
  | { readonly kind: 'apply'; readonly script: string; readonly name: string | null }
  | { readonly kind: 'script' }

function SheetOfRules({ rules, sheet }: { rules: Rules; sheet: Sheet }) {
  const t = useT(rulesTexts)
  const toast = useToast()
  const speech = useSpeech(rules.accountId)
  const [asked, ask] = useState<Asked | null>(null)
  const close = (): void => ask(null)

  const tell = (outcome: Outcome): void => {
    if (outcome.kind === 'changed') toast({ text: t('failed.changed'), tone: 'error' })
    else if (outcome.kind !== 'saved') toast({ text: t('failed.save'), tone: 'error' })
  }
  const make = (edit: Edit): void => void rules.edit(edit).then(tell)
  const remove = (piece: Piece, at: number): void => {
    void rules.edit(removePiece(piece)).then(outcome => {
      tell(outcome)
      if (outcome.kind === 'saved')
        toast({ text: t('done.deleted'), undo: () => make(insertPiece(piece, at)) })
    })
  }
  const applyRule = (rule: Rule): void => {
    const script = writeRules({ ...NO_RULES, pieces: [pieceOf({ ...rule, isOn: true })] })
    ask({ kind: 'apply', script, name: rule.name || t('rule.unnamed') })
  }
  const verbsOf = (piece: Piece, at: number) => {
    const { rule } = piece
    if (!rule) {
      const none = (): void => undefined
      const open = (): void => ask({ kind: 'by-hand', piece })
      return { open, remove: () => remove(piece, at), toggle: none, duplicate: none, apply: none }
    }
    const twin = { ...rule, name: t('rule.copy-of', { name: rule.name }) }
    return {
      open: () => ask({ kind: 'rule', rule, piece }),
      toggle: (isOn: boolean) => make(changeRule(piece, { ...rule, isOn })),
      duplicate: () => make(insertPiece(pieceOf(twin), at + 1)),
      apply: () => applyRule(rule),
      remove: () => remove(piece, at),
    }
  }
  const pieces = sheet.rules?.pieces ?? []
  const unsettled = sheet.script && !sheet.script.isActive ? sheet.script : null
  return (
    <>
      {sheet.fault && (
        <Banner
          tone="error"
          action={<Button onClick={() => ask({ kind: 'script' })}>{t('script.show')}</Button>}
        >
          {t('rules.unreadable', { line: sheet.fault.line })}
        </Banner>
      )}
      {unsettled && (
        <Banner
          tone="warn"
          action={
            <Button onClick={() => void rules.activate(unsettled.id).then(tell)}>
              {t('rules.activate')}
            </Button>
          }
        >
          {t('rules.inactive')}
        </Banner>
      )}
      {sheet.rules && <Verbs rules={sheet.rules} text={sheet.text} ask={ask} />}
      {sheet.rules && pieces.length === 0 && <EmptyState icon={IconFilter}>{t('rules.none')}</EmptyState>}
      {pieces.length > 0 && (
        <PieceList
          pieces={pieces}
          speech={speech}
          verbsOf={verbsOf}
          onMove={(piece, to) => make(movePiece(piece, to))}
        />
      )}
      <OtherScripts sheet={sheet} activate={rules.activate} tell={tell} />
      {asked?.kind === 'rule' && (
        <RuleDialog
          speech={speech}
          rule={asked.rule}
          isNew={asked.piece === null}
          save={rule => rules.edit(asked.piece ? changeRule(asked.piece, rule) : addRule(rule))}
          onSaved={(rule, isForExisting) => {
            toast({ text: t(asked.piece ? 'done.changed' : 'done.created') })
            if (isForExisting) applyRule(rule)
            else close()
          }}
          onClose={close}
        />
      )}
      {asked?.kind === 'by-hand' && <ByHandDialog piece={asked.piece} onClose={close} />}
      {asked?.kind === 'apply' && (
        <ApplyDialog mailboxes={speech.mailboxes} script={asked.script} name={asked.name} onClose={close} />
      )}
      {asked?.kind === 'script' && (
        <ScriptDialog
          text={sheet.text}
          fault={sheet.fault}
          save={rules.saveText}
          onSaved={() => {
            toast({ text: t('done.text') })
            close()
          }}
          onClose={close}
        />
      )}
    </>
  )
}

function Verbs({ rules, text, ask }: { rules: ScriptRules; text: string; ask: (asked: Asked) => void }) {
  const t = useT(rulesTexts)
  return (
    <div className={styles.verbs}>
      <Button
        look="primary"
        icon={IconPlus}
        onClick={() => ask({ kind: 'rule', rule: NEW_RULE, piece: null })}
      >
        {t('rule.new')}
      </Button>
      {rules.pieces.length > 0 && (
        <Button icon={IconPlayerPlay} onClick={() => ask({ kind: 'apply', script: text, name: null })}>
          {t('rules.apply')}
        </Button>
      )}
      <Button look="quiet" icon={IconCode} onClick={() => ask({ kind: 'script' })}>
        {t('script.show')}
      </Button>
    </div>
  )
}
