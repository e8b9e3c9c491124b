import type { ThreadEmail } from '../list/thread.ts'

/** When the first of these comes back; null when none is put off. */
export function snoozedUntil(emails: readonly ThreadEmail[]): Date | null {
  const [first] = emails.flatMap(email => email.snoozed?.until ?? []).sort()
  return first === undefined ? null : new Date(first)
}

/** As the wire has it: whole seconds. */
export const writeInstant = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`
