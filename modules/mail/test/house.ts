import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { House } from '../../../core/house.ts'
import type { Enqueued } from '../../../core/jobs.ts'
import { openLogin } from '../../../core/login/login.ts'
import { CORE_MIGRATIONS } from '../../../core/migrations.ts'
import { openOutgoing } from '../../../core/outgoing/outgoing.ts'
import { registry } from '../../../core/registry.ts'
import { loadConfig } from '../../../lib/config.ts'
import type { AccountId } from '../../../lib/id.ts'
import { openLog } from '../../../lib/log.ts'
import { openBlobs } from '../../../store/blobs/blobs.ts'
import { sql } from '../../../store/sql.ts'
import { testDatabase } from '../../../test/database.ts'
import { furnishMailboxes } from '../model/furnish.ts'
import { mail } from '../module.ts'

export interface MailHouse extends House {
  /** Jobs that verbs enqueued and that nobody has run. */
  readonly waiting: { name: string; payload: object; options: Enqueued }[]
  /** An account with the mailboxes that each starts with. */
  newAccount(options?: { quota?: number }): Promise<AccountId>
  close(): Promise<void>
}

/** What the verbs of mail stand on, over a database of its own; nothing listens and no job runs by itself. */
export async function mailHouse(): Promise<MailHouse> {
  const database = await testDatabase([CORE_MIGRATIONS, mail.migrations!])
  const folder = await mkdtemp(join(tmpdir(), 'bastide-mail-'))
  const { db } = database
  const waiting: MailHouse['waiting'] = []
  let people = 0
  const log = openLog({ write: () => {} })
  const config = loadConfig({ BASTIDE_DATA: folder })
  return {
    config,
    log,
    db,
    login: await openLogin({ db, log, config }),
    outgoing: openOutgoing(),
    blobs: openBlobs(db, folder, null),
    signals: { publish: () => {}, subscribe: () => () => {}, close: async () => {} },
    jobs: {
      enqueue: async (_, name, payload, options = {}) => void waiting.push({ name, payload, options }),
    },
    registry: registry([mail]),
    now: () => new Date('2026-11-24T08:00:00Z'),
    waiting,
    newAccount: ({ quota } = {}) =>
      db.write(async tx => {
        const row = await tx.row<{ id: AccountId }>(sql`
          insert into account (organisation_id, principal_id, name, quota)
          values (1, ${++people}, ${`person ${people}`}, ${quota ?? null}) returning account_id as id`)
        await furnishMailboxes(tx, row!.id, 'fr')
        return row!.id
      }),
    close: async () => {
      await database.close()
      await rm(folder, { recursive: true, force: true })
    },
  }
}

/** A small message; what is not said is made up. */
export function letter(fields: Readonly<Record<string, string>> = {}, body = 'Bonjour,\r\n'): Buffer {
  const header = {
    From: 'Claire Fontaine <claire@montauzan.example>',
    To: 'Paul Garrigue <paul@montauzan.example>',
    Subject: 'Conseil municipal',
    Date: 'Tue, 24 Nov 2026 09:00:00 +0100',
    'Message-ID': `<${++letters}@montauzan.example>`,
    ...fields,
  }
  const lines = Object.entries(header).map(([name, value]) => `${name}: ${value}\r\n`)
  return Buffer.from(`${lines.join('')}\r\n${body}`)
}
let letters = 0
