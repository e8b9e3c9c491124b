import type { House } from '../../core/house.ts'
import type { AccountId, RecordId } from '../../lib/id.ts'
import { createMailbox } from '../../modules/mail/model/mailbox.ts'
import { findRole } from '../../modules/mail/model/mailboxes.ts'
import { place } from '../../modules/mail/model/place.ts'
import { prepareMessage } from '../../modules/mail/model/prepare.ts'
import { asOwner } from '../../modules/mail/model/rights.ts'
import { label } from '../../modules/mail/types.ts'
import { insertRecords } from '../../store/records/write.ts'
import { lockAccounts } from '../../store/sequence.ts'
import type { Message, World } from '../../test/world/world.ts'
import type { Town } from './people.ts'

/** Accounts filled at once, and messages in one transaction. */
const AT_ONCE = 6
const BATCH = 10

export async function fillMail(house: House, world: World, town: Town): Promise<void> {
  const waiting = [...town.actors].sort(([a], [b]) => Number(b === 'claire') - Number(a === 'claire'))
  const next = async (): Promise<void> => {
    for (let one = waiting.shift(); one; one = waiting.shift())
      await fillOne(house, world, one[0], one[1].accountId)
  }
  await Promise.all(Array.from({ length: AT_ONCE }, next))
}

async function fillOne(house: House, world: World, key: string, accountId: AccountId): Promise<void> {
  const mailboxes = await makeMailboxes(house, world, key, accountId)
  await makeLabels(house, world, accountId)
  await placeBatches(house, accountId, mailboxes, world.messages(key))
}

/** An account with the mailboxes that each has, whose letters all lie in the inbox. */
export async function fillAccount(
  house: House,
  world: World,
  accountId: AccountId,
  messages: Iterable<Message>,
): Promise<void> {
  const inbox = (await findRole(house.db, asOwner(accountId), 'inbox'))!
  await makeLabels(house, world, accountId)
  await placeBatches(house, accountId, new Map([['INBOX', inbox]]), messages)
}

async function placeBatches(
  house: House,
  accountId: AccountId,
  mailboxes: ReadonlyMap<string, RecordId>,
  messages: Iterable<Message>,
): Promise<void> {
  let batch: Message[] = []
  for (const message of messages) {
    batch.push(message)
    if (batch.length < BATCH) continue
    await placeAll(house, accountId, mailboxes, batch)
    batch = []
  }
  await placeAll(house, accountId, mailboxes, batch)
}

/** Mailboxes by path; those with a role are there already. */
async function makeMailboxes(house: House, world: World, key: string, accountId: AccountId) {
  const access = { accountId, owner: true, principals: [], readOnly: false }
  const made = new Map<string, RecordId>()
  for (const { path, role, colour = null } of world.mailboxes[key] ?? []) {
    const [name, ...above] = path.split('/').reverse()
    const parentId = made.get(above.reverse().join('/')) ?? null
    const known = role && (await findRole(house.db, access, role))
    made.set(
      path,
      known ?? (await house.db.write(tx => createMailbox(tx, access, { name: name!, parentId, colour }))),
    )
  }
  return made
}

/** The world's colours are the drawing's; those of labels have names. */
const COLOURS: Readonly<Record<string, string>> = {
  'conseil-municipal': 'pastel',
  urgent: 'brick',
  voirie: 'olive',
  ecoles: 'plum',
}

async function makeLabels(house: House, world: World, accountId: AccountId): Promise<void> {
  const labels = world.labels.map(({ keyword, name }, sortOrder) => ({
    keyword,
    name,
    colour: COLOURS[keyword] ?? 'stone',
    sortOrder,
  }))
  await house.db.write(tx => insertRecords(tx, house.registry.descriptors, accountId, label, labels))
}

async function placeAll(
  house: House,
  accountId: AccountId,
  mailboxes: ReadonlyMap<string, RecordId>,
  messages: readonly Message[],
): Promise<void> {
  const prepared = await Promise.all(
    messages.map(async m => ({ ...m, prepared: await prepareMessage(house, m.raw) })),
  )
  await house.db.write(async tx => {
    await lockAccounts(tx, [accountId])
    for (const { prepared: message, mailbox, keywords, receivedAt } of prepared)
      await place(tx, house, accountId, message, {
        mailboxes: [mailboxes.get(mailbox)!],
        keywords,
        receivedAt,
      })
  })
}
