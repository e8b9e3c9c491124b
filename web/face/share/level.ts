import type { DelegateRight } from '../../../lib/descriptor.ts'

/** What one may do with the mail of another, in four steps that people tell apart; each has those before it. */
export type Level = 'read' | 'onBehalf' | 'as' | 'manage'

export type Rights = Readonly<Partial<Record<DelegateRight, boolean>>>

export const LEVELS: readonly Level[] = ['read', 'onBehalf', 'as', 'manage']

const READ: Rights = { mayRead: true }
const ON_BEHALF: Rights = { ...READ, maySendOnBehalf: true }
const AS: Rights = { ...ON_BEHALF, maySendAs: true }

export const RIGHTS: Readonly<Record<Level, Rights>> = {
  read: READ,
  onBehalf: ON_BEHALF,
  as: AS,
  manage: { ...AS, mayManage: true },
}

/** The nearest step, where rights were given one by one. */
export function levelOf({ mayManage, maySendAs, maySendOnBehalf }: Rights): Level {
  if (mayManage) return 'manage'
  if (maySendAs) return 'as'
  return maySendOnBehalf ? 'onBehalf' : 'read'
}
