import { labelOf } from '../label/label.ts'
import type { Labels } from '../label/use-labels.ts'
import { mailboxName } from '../place/roles.ts'
import type { Mailboxes } from '../place/use-mailboxes.ts'
import { type Action, type Condition, type Rule, tidyRule } from './rule.ts'
import type { RulesT } from './texts.ts'

/** What one has to know to say a rule in words. */
export interface Speech {
  readonly t: RulesT
  readonly mailboxes: Mailboxes
  readonly labels: Labels
}

/** « Si l’objet contient « facture » : ranger dans Factures, marquer comme lu », without what its name says already. */
export function sayRule(rule: Rule, speech: Speech): string {
  const what = sayActions(rule, speech)
  if (rule.name === nameFor(rule, speech)) return capital(what)
  return speech.t('says', { when: sayConditions(rule, speech), what })
}

/** What a rule without a name of its own is called. */
export function nameFor(rule: Rule, speech: Speech): string {
  const name = capital(sayConditions(rule, speech))
  return tidyRule({ ...rule, name }).name
}

const capital = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1)

export function sayConditions({ conditions, match }: Rule, speech: Speech): string {
  const { t } = speech
  if (conditions.length === 0) return t('says.always')
  return conditions.map(one => sayCondition(one, speech)).join(t(match === 'all' ? 'says.and' : 'says.or'))
}

function sayCondition(condition: Condition, { t }: Speech): string {
  if (condition.kind === 'junk') return t('says.junk', { level: condition.level })
  if (condition.kind === 'size') {
    const { count, unit } = sizeOf(condition.bytes)
    return t(`says.size.${condition.side}`, { size: count, unit: t(`unit.${unit}`) })
  }
  const { field, header, comparison, isNot, values } = condition
  const name = field === 'header' ? header : t(`field.${field}`)
  const quoted = values.map(value => t('says.quoted', { value })).join(t('says.or'))
  return `${name} ${t(isNot ? `not.${comparison}` : `is.${comparison}`)} ${quoted}`
}

export function sayActions({ actions, stops }: Pick<Rule, 'actions' | 'stops'>, speech: Speech): string {
  const { t } = speech
  if (actions.length === 0) return t(stops ? 'says.nothing.stop' : 'says.nothing')
  return actions.map(action => sayAction(action, speech)).join(', ')
}

function sayAction(action: Action, { t, mailboxes, labels }: Speech): string {
  switch (action.kind) {
    case 'file':
    case 'copy': {
      const mailbox = mailboxes.find(action.mailboxId)
      return t(`says.${action.kind}`, { name: mailbox ? mailboxName(mailbox) : action.name })
    }
    case 'label': {
      const { keyword } = action
      const { name } = labels.all.find(label => label.keyword === keyword) ?? labelOf(keyword)
      return t('says.label', { name })
    }
    case 'forward':
      return t(action.keeps ? 'says.forward.keep' : 'says.forward', { address: action.address })
    default:
      return t(`says.${action.kind}`)
  }
}

/** Its folder is no more. */
export const isLost = (action: Action, { mailboxes }: Speech): action is Filing =>
  isFiling(action) && !mailboxes.find(action.mailboxId)

const isFiling = (action: Action): action is Filing => action.kind === 'file' || action.kind === 'copy'

export type Filing = Extract<Action, { mailboxId: string }>

const MB = 1024 * 1024

/** In the unit in which it is a whole number. */
export const sizeOf = (bytes: number): { count: number; unit: 'kb' | 'mb' } =>
  bytes >= MB && bytes % MB === 0
    ? { count: bytes / MB, unit: 'mb' }
    : { count: Math.round(bytes / 1024), unit: 'kb' }

export const bytesOf = (count: number, unit: 'kb' | 'mb'): number =>
  Math.min(Math.max(Math.round(count), 0) * (unit === 'mb' ? MB : 1024), MAX_BYTES)

/** RFC 5228 §2.4.1: 31 bits. */
const MAX_BYTES = 2 ** 31 - 1024
