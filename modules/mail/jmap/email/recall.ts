import type { Answer, Call } from '../../../../core/module.ts'
import { Malformed } from '../../../../lib/errors.ts'
import { readId } from '../../../../lib/id.ts'
import { recallEmail } from '../../model/recall.ts'
import { email } from '../../types.ts'

/** Email/recall: ours. `{accountId, emailId}` → `recipients: [{name, email, fate}]`. */
export async function recall(call: Call, args: Readonly<Record<string, unknown>>): Promise<Answer> {
  const access = await call.access(args['accountId'])
  const id = readId(email.prefix, String(args['emailId']))
  if (id === null) throw new Malformed('the id of an email is expected', 'emailId')
  const recipients = await recallEmail(call.house, call.actor, access, id)
  return { response: { accountId: args['accountId'], emailId: args['emailId'], recipients } }
}
