import { isAddress } from '../../../../web/ui/field/addresses.ts'
import { type Action, type Condition, isPlace, MAX_FORWARDS, type Rule, type TextCondition } from './rule.ts'

/** A rule that is being written: what stands in its lines, each with a number that stays its own. */
export interface Draft extends Pick<Rule, 'name' | 'isOn' | 'match' | 'stops'> {
  readonly conditions: readonly Line<Condition>[]
  readonly actions: readonly Line<Action>[]
}

export interface Line<Of> {
  readonly key: number
  readonly of: Of
}

export type FaultOfLine = 'value' | 'header' | 'mailbox' | 'label' | 'address'

export const NEW_CONDITION: TextCondition = {
  kind: 'text',
  field: 'from',
  header: '',
  comparison: 'contains',
  isNot: false,
  values: [''],
}

/** Whoever files mail by a rule expects the rules below to leave it there. */
export const NEW_RULE: Rule = {
  name: '',
  isOn: true,
  match: 'all',
  conditions: [NEW_CONDITION],
  actions: [{ kind: 'file', mailboxId: '', name: '' }],
  stops: true,
}

let last = 0
const lineOf = <Of>(of: Of): Line<Of> => ({ key: ++last, of })

export const draftOf = (rule: Rule): Draft => ({
  ...rule,
  conditions: rule.conditions.map(lineOf),
  actions: rule.actions.map(lineOf),
})

export const ruleOf = ({ conditions, actions, ...rest }: Draft): Rule => ({
  ...rest,
  conditions: conditions.map(({ of }) => of),
  actions: actions.map(({ of }) => of),
})

export const withLine = <Of>(lines: readonly Line<Of>[], of: Of): readonly Line<Of>[] => [
  ...lines,
  lineOf(of),
]

export const changeLine = <Of>(lines: readonly Line<Of>[], key: number, of: Of): readonly Line<Of>[] =>
  lines.map(line => (line.key === key ? { key, of } : line))

export const dropLine = <Of>(lines: readonly Line<Of>[], key: number): readonly Line<Of>[] =>
  lines.filter(line => line.key !== key)

export function faultOfCondition(condition: Condition): FaultOfLine | null {
  if (condition.kind === 'junk') return null
  if (condition.kind === 'size') return condition.bytes > 0 ? null : 'value'
  // RFC 5322 §2.2
  if (condition.field === 'header' && !/^[!-9;-~]+$/.test(condition.header.trim())) return 'header'
  return condition.values.some(value => value.trim() !== '') ? null : 'value'
}

export function faultOfAction(action: Action): FaultOfLine | null {
  if ((action.kind === 'file' || action.kind === 'copy') && action.mailboxId === '') return 'mailbox'
  if (action.kind === 'label' && action.keyword === '') return 'label'
  return action.kind === 'forward' && !isAddress(action.address.trim()) ? 'address' : null
}

/** Neither a line with a fault, nor a rule that does nothing. */
export const isWhole = (draft: Draft): boolean =>
  draft.conditions.every(({ of }) => faultOfCondition(of) === null) &&
  draft.actions.every(({ of }) => faultOfAction(of) === null) &&
  (draft.actions.length > 0 || draft.stops)

/** What one may still add: a message goes to one place, and is marked once. */
export function mayAdd(actions: readonly Action[], kind: Action['kind']): boolean {
  if (kind === 'file' || kind === 'trash') return !actions.some(isPlace)
  if (kind === 'read' || kind === 'flag') return !actions.some(action => action.kind === kind)
  return kind !== 'forward' || actions.filter(action => action.kind === 'forward').length < MAX_FORWARDS
}

export const ACTION_KINDS = ['file', 'copy', 'label', 'flag', 'read', 'trash', 'forward'] as const

export function newAction(kind: Action['kind']): Action {
  if (kind === 'file' || kind === 'copy') return { kind, mailboxId: '', name: '' }
  if (kind === 'label') return { kind, keyword: '' }
  return kind === 'forward' ? { kind, address: '', keeps: true } : { kind }
}
