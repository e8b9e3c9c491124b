import type { Answer, Call } from '../../../../core/module.ts'
import { unsubscribe } from '../../model/unsubscribe.ts'
import { readEmailId } from './recall.ts'

/** Email/unsubscribe: ours. `{accountId, emailId}` → nothing more; the email then has `$unsubscribed`. */
export async function unsubscribeEmail(call: Call, args: Readonly<Record<string, unknown>>): Promise<Answer> {
  const access = await call.access(args['accountId'])
  await unsubscribe(call.house, call.actor, access, readEmailId(args))
  return { response: { accountId: args['accountId'], emailId: args['emailId'] } }
}
