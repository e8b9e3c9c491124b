/** Commands without arguments. */
export const BARE = [
  'capability',
  'noop',
  'logout',
  'starttls',
  'namespace',
  'idle',
  'check',
  'close',
  'unselect',
] as const

export interface BareCommand {
  readonly name: (typeof BARE)[number]
}
