import { isObject } from '../../../../wire/jmap/json.ts'

/** A letter that is being taken back, by its ids alone: what stays on the device says nothing of what was written. */
export interface KeptRecall {
  readonly accountId: string
  readonly emailId: string
  /** Accounts that had it unread when it was first asked; null before. */
  readonly total: number | null
}

/** Recalls that somebody began on this device and has not put away. */
export interface KeptRecalls {
  read(): readonly KeptRecall[]
  write(recalls: readonly KeptRecall[]): void
}

export const keptRecalls = (username: string): KeptRecalls => {
  const key = `bastide.recalls.${username}`
  return {
    read: () => readRecalls(localStorage.getItem(key)),
    write: recalls =>
      recalls.length === 0
        ? localStorage.removeItem(key)
        : localStorage.setItem(key, JSON.stringify(recalls)),
  }
}

/** What is kept may be of another version, or of another hand. */
export function readRecalls(text: string | null): readonly KeptRecall[] {
  try {
    const kept: unknown = JSON.parse(text ?? '[]')
    return Array.isArray(kept) ? kept.flatMap(readRecall) : []
  } catch {
    return []
  }
}

function readRecall(value: unknown): readonly KeptRecall[] {
  if (!isObject(value)) return []
  const { accountId, emailId, total } = value
  if (typeof accountId !== 'string' || typeof emailId !== 'string') return []
  return [{ accountId, emailId, total: typeof total === 'number' ? total : null }]
}
