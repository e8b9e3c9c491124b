import type { Client } from '../../../../web/sync/client.ts'
import { readArray, readNullable, readObject, readString } from '../../../../wire/jmap/json.ts'
import { BASTIDE_MAIL, MAIL } from '../../types.ts'
import type { Own } from '../compose/use-own.ts'
import { isDraft, type ReadEmail, writerOf } from '../reader/email.ts'
import { isOneOf } from '../reader/recipients.ts'

export const FATES = ['recalled', 'partly', 'kept', 'underway', 'stopped', 'outside'] as const
export type Fate = (typeof FATES)[number]

export interface RecalledFrom {
  readonly name: string | null
  readonly email: string
  readonly fate: Fate
}

const recipientsOf = ({ to, cc, bcc }: ReadEmail) => [...(to ?? []), ...(cc ?? []), ...(bcc ?? [])]

/** How many addresses outside it went to. */
export const countOutside = (email: ReadEmail, own: Own): number =>
  recipientsOf(email).filter(({ email }) => own.isOutside(email)).length

export const isOwnLetter = (email: ReadEmail, own: Own): boolean =>
  !isDraft(email) && isOneOf(writerOf(email), own.addresses)

/** Whether it went to somebody else of the house. */
export const wentInside = (email: ReadEmail, own: Own): boolean =>
  recipientsOf(email).some(one => !own.isOutside(one.email) && !isOneOf(one, own.addresses))

/** Waits for the server's word: a letter that is called back « later, when there is a network » has been read. */
export async function recall(
  client: Client,
  accountId: string,
  emailId: string,
): Promise<readonly RecalledFrom[]> {
  const args = { accountId, emailId: client.resolve(emailId) }
  const answers = await client.ask([MAIL, BASTIDE_MAIL], [['Email/recall', args, 'r']])
  const { recipients } = answers.read('r', 'Email/recall')
  return readArray(recipients, 'recipients').map((one, at) => readRecalled(one, `recipients/${at}`))
}

function readRecalled(value: unknown, at: string): RecalledFrom {
  const given = readObject(value, at)
  const fate = readString(given['fate'], `${at}/fate`)
  return {
    name: readNullable(given['name'], `${at}/name`, readString),
    email: readString(given['email'], `${at}/email`),
    fate: FATES.find(one => one === fate) ?? 'kept',
  }
}
