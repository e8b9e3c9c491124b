/** Where a key moves the cursor in a list, or null when the key is not one of movement. */
export function cursorStep(key: string, index: number, total: number, page: number): number | null {
  const wanted = target(key, index, total, page)
  return wanted === null || total === 0 ? null : Math.max(0, Math.min(total - 1, wanted))
}

function target(key: string, index: number, total: number, page: number): number | null {
  if (key === 'ArrowDown' || key === 'j') return index + 1
  if (key === 'ArrowUp' || key === 'k') return index - 1
  if (key === 'PageDown') return index + page
  if (key === 'PageUp') return index - page
  if (key === 'Home') return 0
  if (key === 'End') return total - 1
  return null
}

/** How far rows are searched that moved because others came or went above them. */
const reach = 100

/** The row that the cursor stood on, wherever it is now; its old place when it is gone. */
export function followed(
  id: string | null,
  index: number,
  total: number,
  idAt: (index: number) => string | null,
): number {
  if (id === null || idAt(index) === id) return index
  for (let away = 1; away <= reach; away++) {
    if (index + away < total && idAt(index + away) === id) return index + away
    if (index - away >= 0 && idAt(index - away) === id) return index - away
  }
  return Math.max(0, Math.min(index, total - 1))
}
