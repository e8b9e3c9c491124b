import { inDirectory } from '../../../core/face/in-directory.ts'
import type { Method, Module } from '../../../core/module.ts'
import { ADMIN } from '../../../core/types.ts'
import { Malformed } from '../../../lib/errors.ts'
import { reply } from '../../../wire/smtp/reply.ts'
import { holdOutgoing, hurryOutgoing, listOutgoing } from '../model/outgoing-list.ts'
import { settleOutgoing } from '../model/submission-status.ts'
import { wakeRelay } from '../smtp/leave.ts'
import { PLAN } from '../smtp/relay/plan.ts'
import { settle } from '../smtp/relay/settle.ts'

// The relay queue, for the administration.

const list: Method = async ({ house, actor }, args) => {
  const queue = await listOutgoing(house.db, actor, actor.organisationId)
  return { response: { accountId: args['accountId'], ...queue } }
}

/** `{accountId, id}`: tried again now. */
const retry: Method = async ({ house, actor }, args) => {
  await house.db.write(async tx => {
    await hurryOutgoing(tx, actor, actor.organisationId, idOf(args))
    await wakeRelay(tx, house, house.now())
  })
  return { response: { accountId: args['accountId'] } }
}

/** `{accountId, id, report}`: given up; the sender is told, unless `report` is false. */
const drop: Method = async ({ house, actor }, args) => {
  const until = new Date(house.now().getTime() + PLAN.lease)
  const outgoing = await house.db.write(tx =>
    holdOutgoing(tx, actor, actor.organisationId, idOf(args), until),
  )
  if (args['report'] === false)
    await house.db.write(tx =>
      settleOutgoing(tx, house, outgoing, { smtpReply: DROPPED.lines.join('\n'), delivered: 'no' }),
    )
  else
    await settle(
      house,
      PLAN,
      [outgoing],
      [{ outgoing, reply: DROPPED, cause: 'dropped', remoteMta: null, isTold: false }],
    )
  return { response: { accountId: args['accountId'] } }
}

// RFC 3463 §3.8
const DROPPED = reply(550, '5.7.0', 'Taken off the queue by an administrator')

function idOf(args: Readonly<Record<string, unknown>>): string {
  if (typeof args['id'] !== 'string') throw new Malformed('a text is expected', 'id')
  return args['id']
}

export const queueMethods: NonNullable<Module['methods']> = {
  'OutgoingMail/list': { capability: ADMIN, run: inDirectory(list) },
  'OutgoingMail/retry': { capability: ADMIN, run: inDirectory(retry) },
  'OutgoingMail/drop': { capability: ADMIN, run: inDirectory(drop) },
}
