import type { AccountId, PrincipalId } from '../lib/id.ts'

/** Rights over the organisation as a whole; those over records come from shares. */
export type Role = 'administrator'

/** Who is doing this: made by a login, carried through every verb. */
export interface Actor {
  readonly principalId: PrincipalId
  /** The organisation, named by the account of its directory. */
  readonly organisationId: AccountId
  /** The actor's own account. */
  readonly accountId: AccountId
  /** Groups that the actor belongs to, directly or through others. */
  readonly groups: readonly PrincipalId[]
  readonly roles: ReadonlySet<Role>
  readonly name: string
  readonly address: string
  readonly language: string
  /** What of the house this login opens: everything, or the doors that an application password names. */
  readonly scope: readonly Door[] | 'all'
}

export type Door = 'web' | 'jmap' | 'imap' | 'submission' | 'dav'

export const isAdministrator = (actor: Actor): boolean => actor.roles.has('administrator')

export const mayOpen = (actor: Actor, door: Door): boolean =>
  actor.scope === 'all' || actor.scope.includes(door)
