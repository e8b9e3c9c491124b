import { MODULES } from '../../app/modules.ts'
import { openHouse } from '../../app/server/house.ts'
import { addDomain } from '../../core/domain.ts'
import type { House } from '../../core/house.ts'
import { hashPassword } from '../../core/login/password.ts'
import { createOrganisation } from '../../core/organisation.ts'
import { createPrincipal } from '../../core/principal.ts'
import { loadConfig } from '../../lib/config.ts'
import type { AccountId } from '../../lib/id.ts'
import { openLog } from '../../lib/log.ts'
import { place } from '../../modules/mail/model/place.ts'
import { prepareMessage } from '../../modules/mail/model/prepare.ts'
import { lockAccounts, take } from '../../store/sequence.ts'
import { raw, sql } from '../../store/sql.ts'
import { DOMAIN, everyone, reader } from '../login.ts'

export const EMAILS = 100_000
/** Written one by one, as deliveries are; the others are copies of their rows. */
const ORIGINALS = 500
const NOTES = 10_000

/** Puts an organisation into an empty data folder: the reader with a full inbox and many notes, and the others. */
export async function fill(data: string): Promise<void> {
  const config = loadConfig({ BASTIDE_DATA: data })
  const open = await openHouse(config, openLog({ level: 'error' }), MODULES)
  try {
    const accountId = await people(open.house)
    await originals(open.house, accountId)
    await copies(open.house, accountId)
    await notes(open.house, accountId)
    await open.house.db.run(raw('vacuum analyze'))
  } finally {
    await open.close()
  }
}

async function people({ db, registry }: House): Promise<AccountId> {
  const organisationId = await db.write(async tx => {
    const id = await createOrganisation(tx, null, { name: 'Bench', language: 'en' })
    await addDomain(tx, null, id, { name: DOMAIN })
    return id
  })
  const accounts = new Map<string, AccountId>()
  for (const { address, password } of everyone) {
    const name = address.split('@')[0]!
    const made = { type: 'individual' as const, name, email: address, role: 'person' as const }
    const hash = await hashPassword(password, { name, address })
    const { accountId } = await db.write(tx =>
      createPrincipal(tx, registry, null, organisationId, { ...made, password: hash }),
    )
    accounts.set(address, accountId!)
  }
  return accounts.get(reader.address)!
}

async function originals(house: House, accountId: AccountId): Promise<void> {
  for (let n = 0; n < ORIGINALS; n++) {
    const message = await prepareMessage(house, letter(n))
    await house.db.write(async tx => {
      await lockAccounts(tx, [accountId])
      const receivedAt = new Date(Date.UTC(2024, 0, 1) + n * 60_000)
      await place(tx, house, accountId, message, { mailboxes: 'inbox', keywords: ['$seen'], receivedAt })
    })
  }
}

const letter = (n: number): Buffer =>
  Buffer.from(
    [
      `From: "Sender ${n % 97}" <sender${n % 97}@other.example>`,
      `To: <${reader.address}>`,
      `Subject: Council meeting, item ${n}`,
      `Message-ID: <${n}@other.example>`,
      'Date: Mon, 1 Jan 2024 09:00:00 +0100',
      '',
      ...Array.from(
        { length: 40 },
        (_, line) => `Line ${line} of letter ${n}: the roof of the market hall, and its cost.`,
      ),
      '',
    ].join('\r\n'),
  )

/** Rows as `place` writes them, a conversation each, until the inbox holds as many as it should. */
async function copies({ db }: House, accountId: AccountId): Promise<void> {
  const count = EMAILS - ORIGINALS
  await db.write(async tx => {
    await lockAccounts(tx, [accountId])
    const first = await take(tx, accountId, { Email: count, Thread: count, Mailbox: 1 })
    const copied = sql`(select e.*, o.n, ${first.Email}::bigint + o.n as new_id, ${first.Thread}::bigint + o.n as new_thread,
        e.received_at + make_interval(mins => (o.n + ${ORIGINALS})::int) as new_at
      from generate_series(0, ${count - 1}::bigint) o(n) join (select e.*, row_number() over (order by id) - 1 as at
        from email e where account_id = ${accountId}) e on e.at = o.n % ${ORIGINALS}) c`
    await tx.run(sql`insert into email_content select (jsonb_populate_record(t, jsonb_build_object('id', c.new_id))).*
      from ${copied} join email_content t on t.account_id = ${accountId} and t.id = c.id`)
    await tx.run(
      sql`insert into thread (account_id, id, seq) select ${accountId}::bigint, new_thread, new_thread from ${copied}`,
    )
    await tx.run(sql`insert into mailbox_email (account_id, mailbox_id, uid, email_id, thread_id, received_at, added_seq)
      select ${accountId}::bigint, b.id, b.uid_next + c.n, c.new_id, c.new_thread, c.new_at, c.new_id
      from ${copied} join mailbox b on b.account_id = ${accountId} and b.role = 'inbox'`)
    await tx.run(sql`insert into email (account_id, id, seq, thread_id, blob_digest, size, received_at, keywords, has_attachment)
      select ${accountId}::bigint, new_id, new_id, new_thread, blob_digest, size, new_at, keywords, has_attachment from ${copied}`)
    await tx.run(sql`update mailbox set seq = ${first.Mailbox}, counts_seq = ${first.Mailbox},
        uid_next = uid_next + ${count}, highest_seq = ${first.Email + count - 1},
        total_emails = total_emails + ${count}, total_threads = total_threads + ${count}
      where account_id = ${accountId} and role = 'inbox'`)
    await tx.run(sql`update blob set refs = ${EMAILS / ORIGINALS} where account_id = ${accountId}`)
  })
}

async function notes({ db }: House, accountId: AccountId): Promise<void> {
  await db.write(async tx => {
    const first = await take(tx, accountId, { Note: NOTES })
    await tx.run(sql`insert into note (account_id, id, seq, title, body, labels, colour, is_pinned, created_at, updated_at)
      select ${accountId}::bigint, ${first.Note}::bigint + n, ${first.Note}::bigint + n, 'Note ' || n, '<p>Item ' || n || '</p>', '{}',
        'none', n % 500 = 0, at, at
      from generate_series(0, ${NOTES - 1}::bigint) n,
        lateral (select timestamptz '2024-01-01' + make_interval(mins => n::int) as at)`)
  })
}
