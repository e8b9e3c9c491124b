import type { Door } from '../actor.ts'

/** What let somebody in: the own password, which opens all, or an application password by its label. */
export interface Key {
  readonly scope: readonly Door[] | 'all'
  readonly label: string | null
}
