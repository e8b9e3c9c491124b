import type { Action } from './action.ts'

/** What cannot be wished together with it. RFC 5429 §2.1; RFC 5230 §4.7 */
export function conflictOf(action: Action, wishes: readonly Action[]): string | null {
  const excluded = EXCLUDES[action.kind] ?? []
  return wishes.find(wish => excluded.includes(wish.kind))?.kind ?? null
}

const EXCLUDES: Readonly<Partial<Record<Action['kind'], readonly Action['kind'][]>>> = {
  keep: ['reject'],
  fileinto: ['reject'],
  redirect: ['reject'],
  reject: ['keep', 'fileinto', 'redirect', 'reject', 'vacation'],
  vacation: ['reject', 'vacation'],
}
