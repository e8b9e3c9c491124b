import { execFile } from 'node:child_process'
import { mkdir, mkdtemp, readdir, rename, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { Actor } from '../../core/actor.ts'
import type { House } from '../../core/house.ts'
import type { RecordId } from '../../lib/id.ts'
import { setKeywords } from '../../modules/mail/model/keywords.ts'
import { findRole } from '../../modules/mail/model/mailboxes.ts'
import { setMailboxes } from '../../modules/mail/model/membership.ts'
import { listMessages } from '../../modules/mail/model/messages.ts'
import { place } from '../../modules/mail/model/place.ts'
import { prepareMessage } from '../../modules/mail/model/prepare.ts'
import { asOwner } from '../../modules/mail/model/rights.ts'
import { lockAccounts, readState } from '../../store/sequence.ts'
import { PASSWORD, type TestHouse, testHouse } from '../house.ts'

// mbsync copies a mailbox of 10,000 messages into a Maildir, and both sides follow each other:
//
//   node test/conformance/mbsync.ts [messages=10000]
//
// down · nothing · changes of both sides, both ways · nothing. It fails when a run that should find nothing does
// something, or when the two sides differ in the end.

const BATCH = 200
const CHANGED = 50

interface Side {
  readonly house: TestHouse
  readonly maildir: string
  readonly settings: string
}

async function main(count: number): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'bastide-mbsync-'))
  const house = await testHouse()
  try {
    await lap(`${count} messages are filed`, () => fill(house.house, house.claire, count))
    const side = await open(house, folder)
    await mbsync(side, 'the first copy')
    await findNothing(side)
    await compare(side, count)
    await changeServer(house)
    await changeMaildir(side.maildir)
    await mbsync(side, 'changes of both sides')
    await findNothing(side)
    await compare(side, count)
  } finally {
    await house.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function lap<T>(what: string, work: () => Promise<T>): Promise<T> {
  const begin = performance.now()
  const result = await work()
  console.log(`${what}: ${((performance.now() - begin) / 1000).toFixed(1)} s`)
  return result
}

async function fill(house: House, { accountId }: Actor, count: number): Promise<void> {
  const inbox = await inboxOf(house, accountId)
  for (let first = 0; first < count; first += BATCH) {
    const numbers = Array.from({ length: Math.min(BATCH, count - first) }, (_, i) => first + i)
    const prepared = await Promise.all(numbers.map(number => prepareMessage(house, message(number))))
    await house.db.write(async tx => {
      await lockAccounts(tx, [accountId])
      for (const [i, one] of prepared.entries()) {
        const keywords = numbers[i]! % 3 === 0 ? ['$seen'] : []
        await place(tx, house, accountId, one, { mailboxes: [inbox], keywords, receivedAt: house.now() })
      }
    })
  }
}

const inboxOf = async (house: House, accountId: Actor['accountId']): Promise<RecordId> =>
  (await findRole(house.db, asOwner(accountId), 'inbox'))!

function message(number: number): Buffer {
  const lines = [
    `From: Voisin <voisin${number % 97}@elsewhere.example>`,
    'To: claire@montauzan.fr',
    `Subject: =?utf-8?Q?Num=C3=A9ro?= ${number}`,
    'Date: Tue, 24 Nov 2026 09:00:00 +0100',
    `Message-ID: <${number}@elsewhere.example>`,
    'Content-Type: text/plain; charset=utf-8',
    '',
    ...Array.from({ length: 1 + (number % 40) }, (_, line) => `Ligne ${line} du message ${number}.`),
    '',
  ]
  return Buffer.from(lines.join('\r\n'))
}

async function open(house: TestHouse, folder: string): Promise<Side> {
  const maildir = join(folder, 'mail', 'INBOX')
  await mkdir(join(folder, 'mail'), { recursive: true })
  const settings = join(folder, 'mbsyncrc')
  const text = `
IMAPAccount house
Host 127.0.0.1
Port ${house.ports['imap']}
User ${house.claire.address}
Pass ${PASSWORD}
SSLType None
AuthMechs LOGIN

IMAPStore far
Account house

MaildirStore near
Path ${join(folder, 'mail')}/
Inbox ${maildir}

Channel mail
Far :far:
Near :near:
Patterns INBOX
Create Both
Expunge Both
Sync All
SyncState *
`
  await writeFile(settings, text.slice(1))
  return { house, maildir, settings }
}

async function mbsync({ settings }: Side, what: string): Promise<void> {
  await lap(what, () => promisify(execFile)('mbsync', ['-c', settings, '-a', '-q'], { maxBuffer: 1 << 26 }))
}

/** A run after which the account has not moved, and every file is called as before. */
async function findNothing(side: Side): Promise<void> {
  const look = async () => JSON.stringify([await seqOf(side.house), await filesOf(side.maildir)])
  const before = await look()
  await mbsync(side, 'a run with nothing to do')
  if ((await look()) !== before) throw new Error('it did something')
}

const seqOf = ({ house, claire }: TestHouse) => house.db.read(tx => readState(tx, claire.accountId))

/** Marks some, expunges some, and receives some, on the server. */
async function changeServer({ house, claire: { accountId } }: TestHouse): Promise<void> {
  const inbox = await inboxOf(house, accountId)
  const ids = (await listMessages(house.db, accountId, inbox)).map(one => one.emailId)
  const access = asOwner(accountId)
  await house.db.write(tx =>
    setKeywords(tx, access, ids.slice(0, CHANGED), { add: ['$flagged'], remove: [] }),
  )
  await house.db.write(tx =>
    setMailboxes(tx, house, access, ids.slice(CHANGED, 2 * CHANGED), { add: [], remove: [inbox] }),
  )
  for (let i = 0; i < CHANGED; i++) {
    const prepared = await prepareMessage(house, message(1_000_000 + i))
    await house.db.write(tx =>
      place(tx, house, accountId, prepared, { mailboxes: [inbox], keywords: [], receivedAt: house.now() }),
    )
  }
}

/** The same, in the Maildir: a message is a file whose name ends with its flags. */
async function changeMaildir(maildir: string): Promise<void> {
  const files = await filesOf(maildir)
  const [marked, removed] = [files.slice(-CHANGED), files.slice(-2 * CHANGED, -CHANGED)]
  for (const { folder, file } of marked) {
    const flags = [...new Set([...flagsOf(file), 'R'])].sort().join('')
    await rename(join(folder, file), join(maildir, 'cur', `${file.replace(/:2,.*$/, '')}:2,${flags}`))
  }
  for (const { folder, file } of removed) await rm(join(folder, file))
  for (let i = 0; i < CHANGED; i++)
    await writeFile(
      join(maildir, 'new', `${1_800_000_000 + i}.${i}.here`),
      message(2_000_000 + i)
        .toString()
        .replaceAll('\r\n', '\n'),
    )
}

const flagsOf = (file: string): string[] => [...(/:2,(.*)$/.exec(file)?.[1] ?? '')]
const uidOf = (file: string): number => Number(/,U=(\d+)/.exec(file)?.[1] ?? 0)

async function filesOf(maildir: string): Promise<{ folder: string; file: string }[]> {
  const found = []
  for (const folder of [join(maildir, 'cur'), join(maildir, 'new')])
    for (const file of await readdir(folder)) found.push({ folder, file })
  return found.sort((a, b) => uidOf(a.file) - uidOf(b.file))
}

/** As many messages on both sides, under as many flags of each kind; as many came as went. */
async function compare({ house: { house, claire }, maildir }: Side, count: number): Promise<void> {
  const messages = await listMessages(house.db, claire.accountId, await inboxOf(house, claire.accountId))
  const far = tally(messages.map(one => one.keywords.flatMap(word => MAILDIR_FLAGS[word] ?? [])))
  const near = tally((await filesOf(maildir)).map(({ file }) => flagsOf(file)))
  console.log(`  server: ${far}; Maildir: ${near}`)
  if (messages.length !== count || far !== near) throw new Error('the two sides differ')
}

const MAILDIR_FLAGS: Readonly<Record<string, string>> = { $seen: 'S', $flagged: 'F', $answered: 'R' }

function tally(flags: readonly (readonly string[])[]): string {
  const counts = Object.values(MAILDIR_FLAGS).map(
    flag => `${flags.filter(one => one.includes(flag)).length} ${flag}`,
  )
  return [`${flags.length} messages`, ...counts].join(', ')
}

await main(Number(process.argv[2] ?? 10_000))
