import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { House } from '../../core/house.ts'
import { runRequest } from '../../doors/jmap/request.ts'
import { writeAccountId, writeId } from '../../lib/id.ts'
import { openLog } from '../../lib/log.ts'
import { keptCounts, tally } from '../../modules/mail/model/counts.ts'
import { deliver } from '../../modules/mail/model/deliver.ts'
import { findRole } from '../../modules/mail/model/mailboxes.ts'
import type { Placed } from '../../modules/mail/model/place.ts'
import { asOwner } from '../../modules/mail/model/rights.ts'
import { email, MAIL, mailbox, type Role } from '../../modules/mail/types.ts'
import { NOTES } from '../../modules/notes/types.ts'
import { name, sql } from '../../store/sql.ts'
import { CORE, IDEMPOTENT } from '../../wire/jmap/capability.ts'
import type { Request } from '../../wire/jmap/invocation.ts'
import { type TestHouse, testHouse } from '../house.ts'
import { type Breaker, type Moment, openBreaker } from './breaking.ts'
import { letter } from './letters.ts'

// The connection to the database breaks at each statement of a verb in turn. Whatever the moment, either all of it
// happened or nothing did, and doing it again under the same key does it once.

let town: TestHouse
/** Errors of ours are what this is about: they are told to nobody. */
let quiet: House
let breaker: Breaker
before(async () => {
  town = await testHouse()
  quiet = { ...town.house, log: openLog({ write: () => {} }) }
  breaker = openBreaker(town.house.db)
})
after(() => town.close())

const MOMENTS: readonly Moment[] = ['before', 'after']
const MOST_STATEMENTS = 60

/** Everything that a verb writes but for contents, which come ahead of it, and for what waits for the index. */
const TABLES = [
  ...[
    'note',
    'email',
    'email_content',
    'mailbox',
    'mailbox_email',
    'mailbox_gone',
    'thread',
    'thread_message',
  ],
  ...['tombstone', 'creation', 'share'],
]

async function rowsOf(): Promise<Record<string, unknown>> {
  const { db } = town.house
  const { accountId } = town.claire
  const all: Record<string, unknown> = {}
  for (const table of TABLES)
    all[table] = await db.rows(
      sql`select * from ${name(table)} t where account_id = ${accountId} order by t::text`,
    )
  all['account'] = await db.row(
    sql`select seq, states, used, epoch from account where account_id = ${accountId}`,
  )
  all['blob'] = await db.rows(
    sql`select digest, refs from blob where account_id = ${accountId} and refs > 0 order by digest`,
  )
  return all
}

async function assertExact(): Promise<void> {
  const { db } = town.house
  const { accountId } = town.claire
  const counted = [...(await tally(db, accountId, null))].sort(([a], [b]) => a - b)
  assert.deepEqual([...(await keptCounts(db, accountId))], counted)
}

/** One thing to do, of its own each time, and whether all of it was done. */
interface Work {
  run(): Promise<unknown>
  done(): Promise<boolean>
}

/** Breaks the connection at each statement in turn: all of the work is done then, or the rows are those before. */
async function breakEverywhere(prepare: () => Promise<Work>): Promise<void> {
  for (const moment of MOMENTS)
    for (let at = 1; ; at++) {
      assert.ok(at <= MOST_STATEMENTS, 'it ends')
      const work = await prepare()
      const rows = await rowsOf()
      const { broken, failed } = await breaker.run(at, moment, work.run)
      const done = await work.done()
      if (!done) assert.deepEqual(await rowsOf(), rows, `${moment} statement ${at}`)
      await assertExact()
      assert.equal(failed, broken, 'who asked is told')
      if (!broken) {
        assert.ok(done)
        break
      }
      assert.ok(!done || moment === 'after')
    }
}

let keys = 0

/** Runs one call as the door does; throws what it answers when that is an error of ours. */
async function call(method: string, args: object): Promise<Record<string, unknown>> {
  const using = [CORE, IDEMPOTENT, MAIL, NOTES]
  const accountId = writeAccountId(town.claire.accountId)
  const request = { using, methodCalls: [[method, { accountId, ...args }, 'c']] } as unknown as Request
  const { methodResponses } = await runRequest(quiet, town.claire, town.url, request)
  const [answered, answer] = methodResponses[0]!
  if (answered === 'error') throw new Error(JSON.stringify(answer))
  return answer as Record<string, unknown>
}

const countOf = (table: string) => async (): Promise<number> =>
  Number(
    (await town.house.db.row<{ n: number }>(
      sql`select count(*) as n from ${name(table)} where account_id = ${town.claire.accountId}`,
    ))!.n,
  )

/** Creates under a key while the connection breaks at each statement, then again under the same: once is what is there. */
async function createEverywhere(create: (key: string) => Promise<unknown>, count: () => Promise<number>) {
  for (const moment of MOMENTS)
    for (let at = 1; ; at++) {
      assert.ok(at <= MOST_STATEMENTS, 'it ends')
      const key = `clef ${++keys}`
      const before = await count()
      const { broken } = await breaker.run(at, moment, () => create(key))
      await create(key)
      assert.equal(await count(), before + 1, `${moment} statement ${at}`)
      await assertExact()
      if (!broken) break
    }
}

/** A creation under a key of its own, done when there is one record more. */
const creating = (create: (key: string) => Promise<unknown>, count: () => Promise<number>) => async () => {
  const [key, before] = [`clef ${++keys}`, await count()]
  return { run: () => create(key), done: async () => (await count()) === before + 1 }
}

test('a note is there whole or not at all when the connection breaks, and once when it is sent again', async () => {
  const create = (key: string) => call('Note/set', { create: { n: { title: key } }, clientKeys: { n: key } })
  await createEverywhere(create, countOf('note'))
  await breakEverywhere(creating(create, countOf('note')))
})

test('a message is delivered whole or not at all when the connection breaks', async () => {
  const { accountId } = town.claire
  await breakEverywhere(creating(() => deliver(quiet, letter(), [{ accountId }]), countOf('email')))
})

test('a draft is there whole or not at all when the connection breaks, and once when it is sent again', async () => {
  const mailboxIds = { [await mailboxOf('inbox')]: true }
  const create = (key: string) =>
    call('Email/set', { create: { n: { mailboxIds, subject: key } }, clientKeys: { n: key } })
  await createEverywhere(create, countOf('email'))
  await breakEverywhere(creating(create, countOf('email')))
})

test('emails are marked, moved and destroyed together or not at all when the connection breaks', async () => {
  const archive = await mailboxOf('archive')
  let ids = await receiveThree()
  await breakEverywhere(async () => {
    const [marked, moved, destroyed] = ids
    const update = { [marked]: { 'keywords/$seen': true }, [moved]: { mailboxIds: { [archive]: true } } }
    return {
      run: () => call('Email/set', { update, destroy: [destroyed] }),
      done: async () => {
        const { list, notFound } = await call('Email/get', { ids, properties: ['keywords', 'mailboxIds'] })
        const [first, second] = list as Record<string, Record<string, true>>[]
        const done =
          first!['keywords']!['$seen'] === true &&
          second!['mailboxIds']![archive] === true &&
          (notFound as string[]).includes(destroyed)
        if (done) ids = await receiveThree()
        return done
      },
    }
  })
})

const mailboxOf = async (role: Role): Promise<string> =>
  writeId(mailbox.prefix, (await findRole(town.house.db, asOwner(town.claire.accountId), role))!)

const receiveThree = async () => [await receive(), await receive(), await receive()] as const

async function receive(): Promise<string> {
  const { accountId } = town.claire
  const placed = (await deliver(quiet, letter(), [{ accountId }])).get(accountId) as Placed
  return writeId(email.prefix, placed.emailId)
}
