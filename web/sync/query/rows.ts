import type { SparseIds } from './ids.ts'

/** What a list shows at one moment; another object as soon as anything in it differs. */
export interface Rows {
  /** Null until the server, or the disk, has told. */
  readonly total: number | null
  /** Id of the row, undefined while it is not loaded. */
  at(index: number): string | undefined
  /** Where a row stands now, so that a list may keep it in place while others arrive above; -1 when not in sight. */
  indexOf(id: string): number
  readonly ids: SparseIds
  /** Made from what is kept here, because the server cannot be reached: there may be more. */
  readonly isPartial: boolean
}

export const rowsOf = (ids: SparseIds | null, isPartial = false): Rows => ({
  total: ids?.length ?? null,
  at: index => ids?.[index],
  indexOf: id => ids?.indexOf(id) ?? -1,
  ids: ids ?? [],
  isPartial,
})
