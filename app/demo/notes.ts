import type { House } from '../../core/house.ts'
import { writeId } from '../../lib/id.ts'
import { COLOURS, note } from '../../modules/notes/types.ts'
import { insertRecords } from '../../store/records/write.ts'
import { replaceShares } from '../../store/share.ts'
import type { World } from '../../test/world/world.ts'
import type { Town } from './people.ts'

const MAY = { mayRead: true, mayWrite: true }

export async function fillNotes(house: House, world: World, town: Town): Promise<void> {
  const at = `${house.now().toISOString().slice(0, 19)}Z`
  for (const one of world.notes) {
    const { accountId } = town.actors.get(one.owner)!
    const readers = one.sharedWith.map(key => town.actors.get(key)!.principalId)
    const values = {
      title: one.title,
      body: one.html,
      labels: Object.fromEntries(one.labels.map(label => [label, true])),
      colour: COLOURS.find(colour => colour === one.colour) ?? 'none',
      isPinned: one.pinned,
      createdAt: at,
      updatedAt: at,
    }
    await house.db.write(async tx => {
      const [id] = await insertRecords(tx, house.registry.descriptors, accountId, note, [values])
      if (readers.length)
        await replaceShares(tx, accountId, note, id!, new Map(readers.map(reader => [reader, MAY])))
      house.log.debug('a note was made', { id: writeId(note.prefix, id!) })
    })
  }
}
