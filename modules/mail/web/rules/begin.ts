import type { Email } from '../../types.ts'
import { prefixed } from '../compose/subject.ts'
import { NEW_CONDITION, NEW_RULE } from './draft.ts'
import type { Rule, TextCondition } from './rule.ts'

/** A rule for messages like this one: from the same list or person, with the same subject. */
export function ruleLike(email: Pick<Email, 'from' | 'subject'>, listId: string | null): Rule {
  const sender = email.from?.[0]?.email
  const list = listId?.match(/<([^<>\s]+)>\s*$/)?.[1] ?? listId?.trim()
  const subject = email.subject && prefixed('', email.subject)
  const conditions: TextCondition[] = []
  if (sender) conditions.push({ ...NEW_CONDITION, comparison: 'is', values: [sender] })
  if (list) conditions.push({ ...NEW_CONDITION, field: 'list', values: [list] })
  if (subject) conditions.push({ ...NEW_CONDITION, field: 'subject', values: [subject] })
  return { ...NEW_RULE, conditions: conditions.length > 0 ? conditions : NEW_RULE.conditions }
}
