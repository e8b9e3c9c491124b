import type { House } from '../../core/house.ts'
import { DELEGATE_RIGHTS } from '../../lib/descriptor.ts'
import type { PrincipalId, RecordId } from '../../lib/id.ts'
import { writeId } from '../../lib/id.ts'
import { threadAssignment, threadComment } from '../../modules/mail/types.ts'
import { delegateBit } from '../../store/access.ts'
import { insertRecords } from '../../store/records/write.ts'
import { sql } from '../../store/sql.ts'
import { type Box, messagesOfBox } from '../../test/world/boxes.ts'
import { DOMAIN } from '../../test/world/organisation.ts'
import type { World } from '../../test/world/world.ts'
import { fillAccount } from './mail.ts'
import type { Town } from './people.ts'

/** Rights over a box by the people of the town. */
export const delegatesOf = ({ delegates }: Box, ids: ReadonlyMap<string, PrincipalId>) =>
  new Map(
    Object.entries(delegates).map(([key, rights]) => [
      ids.get(key)!,
      DELEGATE_RIGHTS.filter(right => rights.includes(right)).reduce(
        (bits, right) => bits | delegateBit(right),
        0,
      ),
    ]),
  )

/** The mail of the shared mailboxes, and who takes care of it. */
export async function fillBoxes(house: House, world: World, town: Town): Promise<void> {
  for (const box of world.boxes) {
    const accountId = town.boxes.get(box.key)!
    const group = world.groups.find(({ key }) => key === box.key)!
    await fillAccount(house, world, accountId, messagesOfBox(box, group, DOMAIN, world.messages(box.like)))
    await takeCare(house, box, town)
  }
}

async function takeCare(house: House, box: Box, town: Town): Promise<void> {
  const accountId = town.boxes.get(box.key)!
  const at = `${house.now().toISOString().slice(0, 19)}Z`
  const threads = await house.db.rows<{ id: RecordId }>(sql`
    select thread_id as id from email where account_id = ${accountId}
    group by thread_id order by max(received_at) desc limit ${box.cared.length}`)
  const nameOf = (key: string) => town.actors.get(key)!.name
  const idOf = (key: string) => writeId('p', town.actors.get(key)!.principalId)
  const minutesLater = (count: number) =>
    `${new Date(house.now().getTime() + (count - 30) * 60_000).toISOString().slice(0, 19)}Z`
  const { descriptors } = house.registry
  const cared = box.cared.map((care, index) => ({ ...care, threadId: writeId('t', threads[index]!.id) }))
  const assigned = cared.map(({ threadId, assignee }) => ({
    threadId,
    assigneeId: idOf(assignee),
    assignedBy: idOf(assignee),
    assignedAt: at,
  }))
  const said = cared.flatMap(({ threadId, comments }) =>
    comments.map(({ author, text }, index) => ({
      threadId,
      text,
      authorId: idOf(author),
      authorName: nameOf(author),
      mentions: [],
      createdAt: minutesLater(index),
      updatedAt: minutesLater(index),
    })),
  )
  await house.db.write(async tx => {
    await insertRecords(tx, descriptors, accountId, threadAssignment, assigned)
    await insertRecords(tx, descriptors, accountId, threadComment, said)
  })
}
