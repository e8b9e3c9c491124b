import { after } from 'node:test'
import type { Actor } from '../../../../core/actor.ts'
import { core } from '../../../../core/face.ts'
import type { Module } from '../../../../core/module.ts'
import type { AccountId } from '../../../../lib/id.ts'
import { sql } from '../../../../store/sql.ts'
import { type TestHouse, testHouse } from '../../../../test/house.ts'
import { findRole } from '../../model/mailboxes.ts'
import { listMessages } from '../../model/messages.ts'
import { asOwner } from '../../model/rights.ts'
import { mail } from '../../module.ts'
import { LIMITS, type Limits } from '../limits.ts'
import { reception } from '../reception.ts'
import { submission, submissions } from '../submission.ts'
import { closeClients } from './client.ts'

export interface Town extends TestHouse {
  /** Whole messages of the inbox, oldest first. */
  inbox(of: Actor): Promise<string[]>
  /** How many recipients wait to leave. */
  waiting(): Promise<{ rcpt: string; mail_from: string; parameters: object }[]>
}

/** The house with SMTP's doors and these limits; nothing leaves it by itself. */
export async function town(limits: Partial<Limits> = {}, env: Record<string, string> = {}): Promise<Town> {
  const all = { ...LIMITS, ...limits }
  const quiet: Module = {
    ...mail,
    listeners: [reception(all), submission(all), submissions(all)],
    jobs: {},
    schedule: [],
  }
  const open = await testHouse([core, quiet], env)
  after(() => {
    closeClients()
    return open.close()
  })
  return {
    ...open,
    inbox: ({ accountId }) => readInbox(open, accountId),
    waiting: () =>
      open.house.db.rows(sql`select rcpt, mail_from, parameters from outgoing order by account_id, id`),
  }
}

async function readInbox({ house }: TestHouse, accountId: AccountId): Promise<string[]> {
  const inbox = await findRole(house.db, asOwner(accountId), 'inbox')
  const messages = inbox === null ? [] : await listMessages(house.db, accountId, inbox, {})
  const bytes = await house.blobs.readMany(messages.map(message => message.digest))
  return messages.map(message => bytes.get(message.digest)!.toString())
}
