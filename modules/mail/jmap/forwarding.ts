import { mustAdminister } from '../../../core/actor.ts'
import { inDirectory } from '../../../core/face/in-directory.ts'
import type { Method, Module } from '../../../core/module.ts'
import { ADMIN } from '../../../core/types.ts'
import { Malformed } from '../../../lib/errors.ts'
import { readStrings } from '../../../wire/jmap/json.ts'
import { FORWARDINGS, type Forwarding, findForwardingRule, setForwardingRule } from '../model/forwarding.ts'

// Whether mail may be forwarded to outside the organisation, for the administration.

/** `{accountId}` → `{forwarding, listed}` */
const read: Method = async ({ house, actor }, args) => {
  mustAdminister(actor, actor.organisationId)
  const rule = await findForwardingRule(house.db, actor.organisationId)
  return { response: { accountId: args['accountId'], ...rule } }
}

/** `{accountId, forwarding, listed}` → the rule as it is kept. */
const decide: Method = async ({ house, actor }, args) => {
  mustAdminister(actor, actor.organisationId)
  const forwarding = readForwarding(args['forwarding'])
  const listed = readStrings(args['listed'] ?? [], 'listed')
  const rule = await house.db.write(async tx => {
    await setForwardingRule(tx, actor, actor.organisationId, { forwarding, listed })
    return findForwardingRule(tx, actor.organisationId)
  })
  return { response: { accountId: args['accountId'], ...rule } }
}

function readForwarding(value: unknown): Forwarding {
  const known = FORWARDINGS.find(one => one === value)
  if (!known) throw new Malformed(`one of ${FORWARDINGS.join(', ')} is expected`, 'forwarding')
  return known
}

export const forwardingMethods: NonNullable<Module['methods']> = {
  'ForwardingRule/read': { capability: ADMIN, run: inDirectory(read) },
  'ForwardingRule/decide': { capability: ADMIN, run: inDirectory(decide) },
}
