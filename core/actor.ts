import { Refused } from '../lib/errors.ts'
import type { AccountId, PrincipalId, RecordId } from '../lib/id.ts'

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
  /** The password is one that somebody else gave: all that can be done is to choose another. */
  readonly mustChoosePassword: boolean
  /** The session that this is done in, where there is one. */
  readonly sessionId?: RecordId
  /** Where the request comes from, for the audit. */
  readonly ip?: string
}

/** Whose hand a verb is: an actor's, or null for the house itself (set-up, the command line, the demo). */
export type By = Actor | null

export type Door = 'web' | 'jmap' | 'imap' | 'submission' | 'dav'

/** Who came in with a key to some doors administers nothing: they could make themselves one to all. */
export const isAdministrator = (actor: Actor): boolean =>
  actor.scope === 'all' && actor.roles.has('administrator')

export const mayOpen = (actor: Actor, door: Door): boolean =>
  actor.scope === 'all' || actor.scope.includes(door)

/** An application password that its owner made is no temporary one. */
export function refuseTemporary({ mustChoosePassword, scope }: Actor): void {
  if (mustChoosePassword && scope === 'all')
    throw new Refused(
      'passwordTemporary',
      'this password is temporary: sign in on the web and choose your own',
    )
}

export function mustAdminister(by: By, organisationId: AccountId): void {
  if (by && !(isAdministrator(by) && by.organisationId === organisationId))
    throw new Refused('forbidden', 'this is for administrators')
}
