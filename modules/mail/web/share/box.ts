import { PRINCIPALS_OWNER } from '../../../../core/types.ts'
import { useSession } from '../../../../web/face.ts'
import { BASTIDE_MAIL } from '../../types.ts'

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
    sends: (mail['sends'] ?? null) as Box['sends'],
  }
}

/** The box that an account is; null once it is out of reach. */
export function useBox(accountId: string): Box | null {
  const account = useSession().accounts[accountId]
  return account ? boxOf(accountId, account) : null
}

/** Whether several people work there, who take care of its threads together. */
export const isShared = (box: Box | null): box is Box => box?.isWhole === true && !box.isPersonal
