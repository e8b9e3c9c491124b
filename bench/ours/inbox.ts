import type { House } from '../../core/house.ts'
import type { AccountId } from '../../lib/id.ts'
import { placeAll } from '../../modules/mail/model/place.ts'
import { type Prepared, prepareMessage } from '../../modules/mail/model/prepare.ts'
import { indexWaiting } from '../../modules/mail/model/unindexed.ts'
import type { Tx } from '../../store/database.ts'
import { lockAccounts, take } from '../../store/sequence.ts'
import { sql } from '../../store/sql.ts'
import { LETTERS, letter, receivedAt } from '../letters.ts'

/** Written one by one, as deliveries are; the others are copies of their rows. */
export async function letters(house: House): Promise<Prepared[]> {
  const prepared: Prepared[] = []
  for (let n = 0; n < LETTERS; n++) prepared.push(await prepareMessage(house, Buffer.from(letter(n))))
  return prepared
}

/** Fills an empty inbox with so many emails, at least as many as there are letters: a conversation each. */
export async function fillInbox(
  house: House,
  accountId: AccountId,
  emails: number,
  letters: readonly Prepared[],
): Promise<void> {
  await house.db.write(async tx => {
    await lockAccounts(tx, [accountId])
    const placements = letters.map((message, n) => ({
      accountId,
      message,
      placement: { mailboxes: 'inbox' as const, keywords: ['$seen'], receivedAt: receivedAt(n) },
    }))
    await placeAll(tx, house, placements)
  })
  await indexWaiting(house, { accountId })
  if (emails > letters.length)
    await house.db.write(async tx => {
      await lockAccounts(tx, [accountId])
      await copy(tx, accountId, emails - letters.length, letters.length)
    })
}

/** Rows as `place` writes them; of the full text the subject only, as the bodies are alike. */
async function copy(tx: Tx, accountId: AccountId, count: number, originals: number): Promise<void> {
  const first = await take(tx, accountId, { Email: count, Thread: count, Mailbox: 1 })
  const copied = sql`(select e.*, o.n, ${first.Email}::bigint + o.n as new_id, ${first.Thread}::bigint + o.n as new_thread,
      e.received_at + make_interval(mins => (o.n + ${originals}::bigint)::int) as new_at
    from generate_series(0, ${count - 1}::bigint) o(n) join (select e.*, row_number() over (order by id) - 1 as at
      from email e where account_id = ${accountId}) e on e.at = o.n % ${originals}::bigint) c`
  await tx.run(sql`insert into email_content select (jsonb_populate_record(t, jsonb_build_object('id', c.new_id))).*
    from ${copied} join email_content t on t.account_id = ${accountId} and t.id = c.id`)
  await tx.run(
    sql`insert into thread (account_id, id, seq) select ${accountId}::bigint, new_thread, new_thread from ${copied}`,
  )
  await tx.run(sql`insert into mailbox_email (account_id, mailbox_id, uid, email_id, thread_id, listed_at, added_seq)
    select ${accountId}::bigint, b.id, b.uid_next + c.n, c.new_id, c.new_thread, c.new_at, c.new_id
    from ${copied} join mailbox b on b.account_id = ${accountId} and b.role = 'inbox'`)
  await tx.run(sql`insert into email (account_id, id, seq, thread_id, blob_digest, size, received_at, keywords, has_attachment)
    select ${accountId}::bigint, new_id, new_id, new_thread, blob_digest, size, new_at, keywords, has_attachment from ${copied}`)
  await tx.run(sql`insert into search (account_id, type, id, title, at, words)
    select ${accountId}::bigint, 'Email', c.new_id, s.title, c.new_at, words(s.title, 'A')
    from ${copied} join search s on s.account_id = ${accountId} and s.type = 'Email' and s.id = c.id`)
  await tx.run(sql`update mailbox set seq = ${first.Mailbox}, counts_seq = ${first.Mailbox},
      uid_next = uid_next + ${count}::bigint, highest_seq = ${first.Email + count - 1},
      total_emails = total_emails + ${count}::bigint, total_threads = total_threads + ${count}::bigint,
      size = size + (select sum(size) from ${copied})
    where account_id = ${accountId} and role = 'inbox'`)
  await tx.run(
    sql`update blob set refs = ${Math.ceil((count + originals) / originals)} where account_id = ${accountId}`,
  )
}
