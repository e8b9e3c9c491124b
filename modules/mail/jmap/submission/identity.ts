import type { RecordType, WriteHooks } from '../../../../core/module.ts'
import { invalid } from '../../../../doors/jmap/problem.ts'
import { Refused } from '../../../../lib/errors.ts'
import { mayDelegated } from '../../../../store/access.ts'
import { readRecords } from '../../../../store/records/read.ts'
import { furnishIdentity } from '../../model/identity.ts'
import { findOwner, mayUseAddress } from '../../model/sender.ts'
import { identity } from '../../types.ts'
import { isAddress } from '../email/header-value.ts'

/** The first reading gives the account its owner's identity. RFC 8621 §6.1 */
export const readIdentity: NonNullable<RecordType['read']> = async (call, access, ids, properties) => {
  const { db, registry } = call.house
  if (!mayDelegated(access, 'maySendOnBehalf', 'maySendAs')) return []
  await furnishIdentity(db, access.accountId)
  const records = await readRecords(db, registry.descriptors, access, identity, ids, [...properties, 'email'])
  const owner = properties.includes('mayDelete') ? await findOwner(db, access.accountId) : null
  return records.map(({ email, ...record }) => ({
    ...record,
    ...(properties.includes('email') && { email }),
    ...(properties.includes('mayDelete') && { mayDelete: email !== owner?.address }),
  }))
}

// RFC 8621 §6.3
export const identityWrite: WriteHooks = {
  async check(tx, call, _, record, previous) {
    for (const name of ['replyTo', 'bcc'])
      if (record[name] !== null && !(Array.isArray(record[name]) && record[name].every(isAddress)))
        throw invalid(name, 'a list of addresses is expected')
    if (previous !== null || (await mayUseAddress(tx, call.actor, String(record['email'])))) return
    // RFC 8621 §6.3
    throw new Refused('forbidden', 'this is not your address', {
      type: 'forbiddenFrom',
      properties: ['email'],
    })
  },
}
