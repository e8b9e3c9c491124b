/** One rule as people see it; `rule-text.ts` says it in Sieve. */
export interface Rule {
  readonly name: string
  readonly isOn: boolean
  /** Of several conditions, each has to hold, or one of them; with none, every message is meant. */
  readonly match: 'all' | 'any'
  readonly conditions: readonly Condition[]
  readonly actions: readonly Action[]
  /** The rules that follow do not see the message. */
  readonly stops: boolean
}

export const TEXT_FIELDS = ['from', 'to', 'cc', 'recipients', 'subject', 'list', 'body', 'header'] as const
export type TextField = (typeof TEXT_FIELDS)[number]

export const COMPARISONS = ['contains', 'is', 'begins', 'ends', 'matches'] as const
export type Comparison = (typeof COMPARISONS)[number]

export type Condition = TextCondition | SizeCondition | JunkCondition

export interface TextCondition {
  readonly kind: 'text'
  readonly field: TextField
  /** The name of the field, where `field` is `header`. */
  readonly header: string
  readonly comparison: Comparison
  readonly isNot: boolean
  /** One of them is enough. */
  readonly values: readonly string[]
}

export interface SizeCondition {
  readonly kind: 'size'
  readonly side: 'over' | 'under'
  readonly bytes: number
}

/** That it looks like junk: from 1, not at all, to 10, certainly. RFC 5235 §2.1 */
export interface JunkCondition {
  readonly kind: 'junk'
  readonly level: number
}

export type Action =
  | { readonly kind: 'read' | 'flag' | 'trash' }
  | { readonly kind: 'label'; readonly keyword: string }
  | { readonly kind: 'file' | 'copy'; readonly mailboxId: string; readonly name: string }
  /** `keeps`: the message stays as well. */
  | { readonly kind: 'forward'; readonly address: string; readonly keeps: boolean }

export type ActionKind = Action['kind']

export const MAX_RULE_NAME = 120
export const MAX_FORWARDS = 4

/** A body is looked through for words only. */
export const comparisonsOf = (field: TextField): readonly Comparison[] =>
  field === 'body' ? ['contains'] : COMPARISONS

/** Where a message goes: what else happens to it, happens there. */
export const isPlace = ({ kind }: Action): boolean => kind === 'file' || kind === 'trash'

/** The order in which actions are written and shown. */
const ORDER: readonly ActionKind[] = ['read', 'flag', 'label', 'copy', 'file', 'trash', 'forward']

/** The one form of a rule, as it comes back from its text: nothing empty, nothing twice, actions in their order. */
export function tidyRule(rule: Rule): Rule {
  const conditions = rule.conditions.map(tidyCondition).filter(one => one !== null)
  const unique = new Map(rule.actions.map(tidyAction).map(one => [JSON.stringify({ ...one, keeps: 0 }), one]))
  const sorted = [...unique.values()].toSorted((a, b) => ORDER.indexOf(a.kind) - ORDER.indexOf(b.kind))
  const place = sorted.find(isPlace)
  const actions = sorted
    .filter(one => !isPlace(one) || one === place)
    .map(one => (one.kind === 'forward' && place ? { ...one, keeps: true } : one))
  return {
    ...rule,
    name: oneLine(rule.name).slice(0, MAX_RULE_NAME).toWellFormed().trim(),
    match: conditions.length > 1 ? rule.match : 'all',
    conditions,
    actions,
  }
}

const oneLine = (text: string): string => text.replace(/[\p{Cc}\u2028\u2029]+/gu, ' ').trim()

function tidyCondition(condition: Condition): Condition | null {
  if (condition.kind !== 'text') return condition
  const values = [...new Set(condition.values.map(oneLine))].filter(value => value !== '')
  const header = condition.field === 'header' ? condition.header.trim() : ''
  if (values.length === 0 || (condition.field === 'header' && header === '')) return null
  return { ...condition, header, values }
}

const tidyAction = (action: Action): Action =>
  action.kind === 'forward' ? { ...action, address: oneLine(action.address) } : action
