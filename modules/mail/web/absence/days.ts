const DAY_MS = 24 * 3600 * 1000

/** The first moment of a day here, as the server keeps it; null for no day. */
export const startOfDay = (day: string): string | null => {
  const at = day === '' ? null : new Date(`${day}T00:00:00`)
  return at && !Number.isNaN(at.getTime()) ? write(at) : null
}

/** The moment after the last of a day here. */
export const endOfDay = (day: string): string | null => {
  const start = startOfDay(day)
  if (start === null) return null
  const next = new Date(start)
  next.setDate(next.getDate() + 1)
  return write(next)
}

/** The day here that holds a moment, as a field of a form has it. */
export const dayOf = (moment: string | null): string => (moment === null ? '' : writeDay(new Date(moment)))

/** The last day that ends by then. */
export const lastDayOf = (moment: string | null): string =>
  moment === null ? '' : writeDay(new Date(new Date(moment).getTime() - DAY_MS / 2))

const write = (at: Date): string => at.toISOString().replace(/\.\d+Z$/, 'Z')

const writeDay = (at: Date): string =>
  [at.getFullYear(), at.getMonth() + 1, at.getDate()].map(part => String(part).padStart(2, '0')).join('-')
