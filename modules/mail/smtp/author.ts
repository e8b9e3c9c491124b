import type { Actor } from '../../../core/actor.ts'
import type { House } from '../../../core/house.ts'
import { readFields } from '../../../wire/mime/header-fields.ts'
import { replies } from '../../../wire/smtp/replies.ts'
import { type Authorship, findAuthorship } from '../model/authorship.ts'
import { senderField } from '../model/leaving-message.ts'
import { authorsOf } from '../model/warrant.ts'
import { without } from './header.ts'
import { Refusal } from './refusal.ts'

/** Who the letter says that it is from; refused where the actor may not write in that name. RFC 6409 §6.1 */
export async function authorshipOf(house: House, actor: Actor, header: Buffer): Promise<Authorship> {
  const authorship = await findAuthorship(house.db, actor, authorsOf(header))
  if ('foreign' in authorship) throw new Refusal(replies.foreignSender)
  return authorship
}

/** The header with who writes on behalf of its From, whatever the client put there. RFC 5322 §3.6.2 */
export function withSender(header: Buffer, { sender }: Authorship): Buffer {
  if (sender === null) return header
  const old = readFields(header, 0, header.length, name => name === 'sender')
  return Buffer.concat([senderField(sender), ...without(header, old)])
}
