import { isAdministrator } from '../../core/actor.ts'
import type { Call, RecordType } from '../../core/module.ts'
import { Refused } from '../../lib/errors.ts'
import { writeAccountId } from '../../lib/id.ts'
import type { Access } from '../../store/access.ts'
import type { Types } from '../../store/records/column.ts'
import { MethodFailed } from './problem.ts'

/** One method call on one type: what the six generated methods share. */
export interface Typed {
  readonly call: Call
  readonly type: RecordType
  readonly types: Types
  readonly access: Access
  readonly args: Readonly<Record<string, unknown>>
}

export async function typed(
  type: RecordType,
  call: Call,
  args: Readonly<Record<string, unknown>>,
): Promise<Typed> {
  const access = await accessTo(type, call, args['accountId'])
  return { call, type, types: call.house.registry.descriptors, access, args }
}

/**
 * In personal accounts the shares decide, record by record. In the directory the role decides for the whole type, and
 * the reader then stands where an owner does.
 */
export async function accessTo(type: RecordType, call: Call, accountId: unknown): Promise<Access> {
  const access = await call.access(accountId)
  const inDirectory = access.accountId === call.actor.organisationId
  if (inDirectory && type.isShownInDirectory) return call.access(writeAccountId(call.actor.accountId))
  if (inDirectory !== (type.home === 'directory'))
    throw new MethodFailed(
      'accountNotSupportedByMethod',
      `${type.descriptor.name} does not live in that account`,
    )
  if (!inDirectory) return access
  if (type.mayRead && !type.mayRead(call.actor)) throw new Refused('forbidden', 'this is for administrators')
  return { ...access, owner: true }
}

export function refuseWriting({ type, call, access }: Typed): void {
  if (access.readOnly) throw new Refused('accountReadOnly', 'the account can only be read')
  if (type.home === 'directory' && !(type.mayWrite ?? isAdministrator)(call.actor))
    throw new Refused('forbidden', 'this is for administrators')
}
