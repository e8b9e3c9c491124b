/** The doors of the product, as its keys name their ports. */
export const DOORS = ['HTTP', 'SMTP', 'SUBMISSION', 'SUBMISSIONS', 'IMAP', 'IMAPS', 'MANAGESIEVE']

/** The variables that give each door the port it had, or any free one. */
export const portVariables = (had: Readonly<Record<string, number>> = {}): Record<string, string> =>
  Object.fromEntries(DOORS.map(door => [`BASTIDE_${door}_PORT`, String(had[door.toLowerCase()] ?? 0)]))
