import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { type TestHouse, testHouse } from '../house.ts'
import type { Args } from '../jmap.ts'
import { type Doors, openDoors } from './doors.ts'
import { letters } from './letters.ts'
import { downloadByJmap, readByImap, readByJmap } from './reading.ts'

let town: TestHouse
let doors: Doors
before(async () => {
  town = await testHouse()
  doors = await openDoors(town, town.claire)
  await doors.imap.mailboxOpen('INBOX')
})
after(async () => {
  await doors.close()
  await town.close()
})

/** RFC 5321 §2.3.8: these never come by SMTP; a client may file them. */
const hasBareLineEnd = (message: Buffer): boolean => /\r(?!\n)|(?<!\r)\n/.test(message.toString('latin1'))

/** Below our trace stands what was sent, to the octet, its last line ended. */
const kept = (whole: Buffer, sent: Buffer): boolean =>
  whole.subarray(whole.length - sent.length).equals(sent) ||
  whole.subarray(whole.length - sent.length - 2).equals(Buffer.concat([sent, Buffer.from('\r\n')]))

async function wholeOf(id: string): Promise<Buffer> {
  const { list } = await doors.jmap.call('Email/get', { ids: [id], properties: ['blobId'] })
  return downloadByJmap(doors.jmap, String((list as Args[])[0]!['blobId']))
}

for (const [name, make] of letters)
  test(`${name}: sent by SMTP, it reads the same through JMAP and IMAP`, async () => {
    const sent = make()
    if (hasBareLineEnd(sent)) {
      assert.equal((await doors.send(sent)).code, 550)
      return
    }
    const id = await doors.receive(sent)
    const [byJmap, byImap] = [await readByJmap(doors, id), await readByImap(doors, id)]
    assert.deepEqual(byImap, byJmap)
    assert.ok(kept(await wholeOf(id), sent))
  })
