import { useMemo } from 'react'
import { PRINCIPALS_OWNER } from '../../../../core/types.ts'
import { useRecord, useSession } from '../../../../web/face.ts'
import { BASTIDE_MAIL, MAIL } from '../../types.ts'

/** An account as somebody may work in it. */
export interface Box {
  readonly accountId: string
  readonly name: string
  /** Whose it is, in the directory. */
  readonly principalId: string | null
  readonly isPersonal: boolean
  /** Seen whole, so that who answers and who takes care is seen too. */
  readonly isWhole: boolean
  readonly mayManage: boolean
  /** Folders at the first level. */
  readonly mayMakeFolders: boolean
  /** How one writes in its name; null: not at all. */
  readonly sends: 'own' | 'as' | 'onBehalf' | null
}

type Account = ReturnType<typeof useSession>['accounts'][string]

export function boxOf(accountId: string, { name, isPersonal, accountCapabilities }: Account): Box {
  const capabilities = accountCapabilities as Readonly<Record<string, Readonly<Record<string, unknown>>>>
  const mail = capabilities[BASTIDE_MAIL] ?? {}
  const owner = capabilities[PRINCIPALS_OWNER] ?? {}
  return {
    accountId,
    name,
    isPersonal,
    principalId: typeof owner['principalId'] === 'string' ? owner['principalId'] : null,
    isWhole: mail['isWhole'] === true,
    mayManage: mail['mayManage'] === true,
    mayMakeFolders: capabilities[MAIL]?.['mayCreateTopLevelMailbox'] === true,
    sends: (mail['sends'] ?? null) as Box['sends'],
  }
}

/** Every box that one may read, one’s own among them. */
export function useBoxes(): readonly Box[] {
  const { accounts } = useSession()
  return useMemo(
    () =>
      Object.entries(accounts)
        .filter(([, { accountCapabilities }]) => MAIL in accountCapabilities)
        .map(([id, account]) => boxOf(id, account)),
    [accounts],
  )
}

/** The box that an account is; null once it is out of reach. */
export function useBox(accountId: string): Box | null {
  const account = useSession().accounts[accountId]
  return account ? boxOf(accountId, account) : null
}

/** Whether several people work there, who take care of its threads together. */
export const isShared = (box: Box | null): box is Box => box?.isWhole === true && !box.isPersonal

/** Who writes for a box takes care of its threads; who only reads it sees who does. */
export const mayCare = ({ sends, mayManage }: Box): boolean => sends !== null || mayManage

export interface Owner {
  readonly type: string
  readonly email: string | null
}

const OWNER = ['type', 'email']

/** Whose box it is, as the directory knows them. */
export const useOwner = (box: Box | null): Owner | null | undefined =>
  useRecord<Owner>('Principal', box?.principalId ?? null, { properties: OWNER })

/** `contact@montauzan.fr` is « contact@ » among one’s own; a person is named. */
export const shortName = ({ name }: Box, owner: Owner | null | undefined): string =>
  owner && owner.type !== 'individual' && owner.email ? owner.email.replace(/@.*$/, '@') : name
