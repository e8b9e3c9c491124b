import type { PrincipalRecord } from '../../../core/types.ts'
import type { FilterTree } from '../../../lib/filter.ts'

export type Principal = PrincipalRecord

/** What the lists of the administration show of each. */
export const LISTED = [
  'type',
  'name',
  'email',
  'title',
  'service',
  'description',
  'role',
  'disabledAt',
  'createdAt',
  'members',
  'hasAccount',
] as const satisfies readonly (keyof Principal)[]

/** What one of them shows beside it. */
export const DETAILED = [
  ...LISTED,
  'language',
  'aliases',
  'quota',
  'used',
  'lastLoginAt',
  'mustChoosePassword',
  'forwardTo',
  'delegates',
] as const satisfies readonly (keyof Principal)[]

export const PEOPLE: FilterTree = { type: 'individual' }
export const GROUPS: FilterTree = { type: 'group' }
/** Groups that receive for themselves: the mailboxes of several people. */
export const MAILBOXES: FilterTree = { type: 'group', hasAccount: true }
export const RESOURCES: FilterTree = {
  operator: 'OR',
  conditions: [{ type: 'resource' }, { type: 'location' }],
}

/** Those of all the conditions that are there. */
export function all(...conditions: readonly (FilterTree | null | false)[]): FilterTree {
  const given = conditions.filter(condition => condition !== null && condition !== false)
  return { operator: 'AND', conditions: given }
}
