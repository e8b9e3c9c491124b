import type { Answer, Call } from '../../../../core/module.ts'
import { Malformed } from '../../../../lib/errors.ts'
import { type RecordId, readId } from '../../../../lib/id.ts'
import { countUnrecalled, recallEmail } from '../../model/recall.ts'
import { email } from '../../types.ts'

type Args = Readonly<Record<string, unknown>>

/** Email/recall: ours. `{accountId, emailId}` → `recipients: [{name, email, fate}]`. */
export async function recall(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  const recipients = await recallEmail(call.house, call.actor, access, readEmailId(args))
  return { response: { accountId: args['accountId'], emailId: args['emailId'], recipients } }
}

/** Email/recallLeft: ours. `{accountId, emailId}` → `left`: from how many accounts it is still to be taken back. */
export async function recallLeft(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  const left = await countUnrecalled(call.house, call.actor, access, readEmailId(args))
  return { response: { accountId: args['accountId'], emailId: args['emailId'], left } }
}

export function readEmailId(args: Args): RecordId {
  const id = readId(email.prefix, String(args['emailId']))
  if (id === null) throw new Malformed('the id of an email is expected', 'emailId')
  return id
}
