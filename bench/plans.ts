import { readFile, rm } from 'node:fs/promises'
import { loadavg } from 'node:os'
import { MODULES } from '../app/modules.ts'
import { openHouse } from '../app/server/house.ts'
import type { House } from '../core/house.ts'
import { loadConfig } from '../lib/config.ts'
import type { AccountId, RecordId, Seq } from '../lib/id.ts'
import { writeId } from '../lib/id.ts'
import { openLog } from '../lib/log.ts'
import { tally } from '../modules/mail/model/counts.ts'
import { NOTHING_KNOWN } from '../modules/mail/model/email-filter.ts'
import { queryEmails } from '../modules/mail/model/email-query.ts'
import { listThreadEmails, readEmails } from '../modules/mail/model/emails.ts'
import { setKeywords } from '../modules/mail/model/keywords.ts'
import { findRole } from '../modules/mail/model/mailboxes.ts'
import { setMailboxes } from '../modules/mail/model/membership.ts'
import { listMessages } from '../modules/mail/model/messages.ts'
import { asOwner } from '../modules/mail/model/rights.ts'
import { email, mailbox } from '../modules/mail/types.ts'
import { codeOf, type Database, openDatabase } from '../store/database.ts'
import { listChanges } from '../store/records/changes.ts'
import { raw, sql } from '../store/sql.ts'
import { median } from './figures.ts'
import { dataFolder } from './folder.ts'
import { type Login, receivers } from './login.ts'
import { people } from './ours/fill.ts'
import { fillInbox, letters } from './ours/inbox.ts'

/**
 * How prepared statements are to be planned, for docs/adr/0004: the hot queries of mail in accounts that the statistics
 * know and in those that they do not, with plans made for the values and with plans made once.
 * Run alone: node_modules/.bin/node bench/plans.ts
 */
const MODES = ['auto', 'force_generic_plan'] as const
const SIZES = [1_000, 100_000]
/** PostgreSQL makes five plans for the values before it thinks of another. */
const WARM = 6
const TIMES = 7
const PATIENCE_MS = 5_000

async function main(): Promise<void> {
  const data = await dataFolder()
  const open = await openHouse(loadConfig({ BASTIDE_DATA: data }), openLog({ level: 'error' }), MODULES)
  try {
    const { house } = open
    const [first, second, third, fourth, ...others] = await accounts(house)
    const prepared = await letters(house)
    const fill = (accountId: AccountId, emails: number) => fillInbox(house, accountId, emails, prepared)
    for (const one of others) await fill(one, 1_000)
    for (const [at, one] of [first!, second!].entries()) await fill(one, SIZES[at]!)
    await house.db.run(raw('analyze'))
    await compare(house, 'known to the statistics', [first!, second!])
    for (const [at, one] of [third!, fourth!].entries()) await fill(one, SIZES[at]!)
    await compare(house, 'unknown to them', [third!, fourth!])
  } finally {
    await open.close()
    await rm(data, { recursive: true, force: true })
  }
}

async function accounts(house: House): Promise<AccountId[]> {
  // The statistics are to know what we tell them, and no more.
  for (const name of ['email', 'email_content', 'mailbox', 'mailbox_email', 'thread', 'search', 'account'])
    await house.db.run(raw(`alter table ${name} set (autovacuum_enabled = off)`))
  const known = await people(house, receivers satisfies readonly Login[])
  return [...known.values()]
}

async function compare(house: House, state: string, accounts: readonly AccountId[]): Promise<void> {
  const rows: Record<string, Record<string, string>> = {}
  for (const [at, accountId] of accounts.entries())
    for (const mode of MODES) {
      const { host, port, user, database } = house.db.pool.options
      const connection = {
        host,
        port,
        user,
        database,
        options: `-c plan_cache_mode=${mode} -c statement_timeout=${PATIENCE_MS}`,
      }
      const db = openDatabase({ connection, connections: 1 })
      const told = await measure(house, db, accountId).finally(() => db.close())
      const column = `${SIZES[at]!.toLocaleString('en')} ${mode}`
      for (const [name, ms] of told) rows[name] = { ...rows[name], [column]: shown(ms) }
    }
  console.log(`${state}, ms of PostgreSQL's processor, load ${loadavg()[0]!.toFixed(1)}`)
  console.table(rows)
}

const shown = (ms: number): string => (Number.isNaN(ms) ? `> ${PATIENCE_MS}` : ms.toFixed(1))

async function measure(house: House, db: Database, accountId: AccountId): Promise<Map<string, number>> {
  const access = asOwner(accountId)
  const inbox = (await findRole(db, access, 'inbox'))!
  const trash = (await findRole(db, access, 'trash'))!
  const { first, last } = (await db.row<{ first: RecordId; last: number }>(sql`
    select min(id) as first, max(id) as last from email where account_id = ${accountId}`))!
  const some = (count: number) => Array.from({ length: count }, (_, n) => (first + n) as RecordId)
  const threads = (
    await db.rows<{ id: RecordId }>(
      sql`select thread_id as id from email where account_id = ${accountId} order by id limit 500`,
    )
  ).map(row => row.id)
  const query = {
    filter: { inMailbox: writeId(mailbox.prefix, inbox) },
    sort: [{ property: 'receivedAt', isAscending: false }],
    position: 0,
    anchor: null,
    anchorOffset: 0,
    limit: 50,
    total: false,
    collapse: false,
    known: NOTHING_KNOWN,
  }
  const undone = (work: (tx: Parameters<Parameters<Database['write']>[0]>[0]) => Promise<unknown>) => () =>
    db
      .write(async tx => {
        await work(tx)
        throw new Undone()
      })
      .catch(error => {
        if (!(error instanceof Undone)) throw error
      })
  const acts: Record<string, () => Promise<unknown>> = {
    'list, first 50': () => queryEmails(db, access, query),
    'list, 50 of those without a keyword': () =>
      queryEmails(db, access, { ...query, filter: { ...query.filter, notKeyword: '$seen' } }),
    'list, any mailbox': () => queryEmails(db, access, { ...query, filter: null }),
    'read 50 emails': () => readEmails(db, access, some(50), 'content'),
    'read 500 emails': () => readEmails(db, access, some(500), 'content'),
    'read 50 threads': () => listThreadEmails(db, access, threads.slice(0, 50)),
    '500 envelopes': () =>
      listMessages(db, accountId, inbox, { ranges: [{ first: 1, last: 500 }], envelope: true }),
    'what moved of a mailbox since': () =>
      listMessages(db, accountId, inbox, { changedSince: (last - 100) as Seq }),
    'changes, 100': () =>
      listChanges(db, house.registry.descriptors, access, email, String(last - 100), 100).catch(() => {}),
    'counts of one thread': () => tally(db, accountId, threads.slice(0, 1)),
    'counts of 500 threads': () => tally(db, accountId, threads),
    'flag 500': undone(tx => setKeywords(tx, access, some(500), { add: ['$flagged'], remove: [] })),
    'read 500 (unread counts)': undone(tx =>
      setKeywords(tx, access, some(500), { add: [], remove: ['$seen'] }),
    ),
    'move 500': undone(tx => setMailboxes(tx, house, access, some(500), { add: [trash], remove: [inbox] })),
  }
  const told = new Map<string, number>()
  for (const [name, act] of Object.entries(acts)) told.set(name, await timed(db, act))
  return told
}

/** Milliseconds; not a number when it takes too long. */
async function timed(db: Database, act: () => Promise<unknown>): Promise<number> {
  try {
    const { pid } = (await db.row<{ pid: number }>(raw('select pg_backend_pid() as pid')))!
    for (let n = 0; n < WARM; n++) await act()
    const times: number[] = []
    for (let n = 0; n < TIMES; n++) {
      const begin = await processor(pid)
      await act()
      times.push((await processor(pid)) - begin)
    }
    return median(times)
  } catch (error) {
    if (codeOf(error) !== CANCELED) throw error
    return Number.NaN
  }
}

/** query_canceled */
const CANCELED = '57014'

/** Milliseconds that a process has been computing: what others do meanwhile does not count. */
const processor = async (pid: number): Promise<number> =>
  Number((await readFile(`/proc/${pid}/schedstat`, 'utf8')).split(' ')[0]) / 1e6

class Undone extends Error {}

await main()
