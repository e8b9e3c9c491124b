import type { RowFace } from './face.ts'

/** A heading stands above the first row of its group, as far as the rows around are known. */
export function headingAt(faceAt: (index: number) => RowFace | null, index: number): string | undefined {
  const group = faceAt(index)?.group
  if (group === undefined || index === 0) return group
  const before = faceAt(index - 1)
  return before && before.group !== group ? group : undefined
}
