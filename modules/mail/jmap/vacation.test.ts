import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { writeAccountId, writeId } from '../../../lib/id.ts'
import { lockAccounts } from '../../../store/sequence.ts'
import { sql } from '../../../store/sql.ts'
import { testHouse } from '../../../test/house.ts'
import { type Args, type JmapClient, jmapClient } from '../../../test/jmap.ts'

const town = await testHouse()
after(() => town.close())
const claire = jmapClient(town.url, town.claire)
const paul = jmapClient(town.url, town.paul)

/** What the next push of these types says, heard from now on. */
async function listen({ authorization }: JmapClient, types: string): Promise<() => Promise<Args>> {
  const url = `${town.url}/jmap/events?types=${types}&closeafter=state&ping=0`
  const response = await fetch(url, { headers: { authorization } })
  return async () => {
    const data = /^data: (.*)$/m.exec(await response.text())?.[1] ?? '{}'
    return (JSON.parse(data) as { changed: Args }).changed
  }
}

const turn = (isEnabled: boolean) =>
  claire.call('VacationResponse/set', { update: { singleton: { isEnabled } } })

test('a change of the absence is pushed to its owner', async () => {
  const pushed = await listen(claire, 'VacationResponse')
  const { newState } = await turn(true)
  assert.deepEqual(await pushed(), { [claire.accountId]: { VacationResponse: newState } })
})

test('who reads the mailbox of another hears nothing of their absence', async () => {
  await claire.call('Principal/set', {
    accountId: writeAccountId(town.organisationId),
    update: {
      [writeId('p', town.claire.principalId)]: {
        delegates: { [writeId('p', town.paul.principalId)]: { mayRead: true } },
      },
    },
  })
  const pushed = await listen(paul, 'VacationResponse,Mailbox')
  await turn(false)
  await claire.call('Mailbox/set', { create: { m: { name: 'Congés' } } })
  const changed = await pushed()
  assert.deepEqual(Object.keys(changed[claire.accountId] as object), ['Mailbox'])
})

test('two devices that change different things at once both have their way', async () => {
  const { db } = town.house
  const set = (patch: Args) => claire.call('VacationResponse/set', { update: { singleton: patch } })
  const waiting = () =>
    db.rows(sql`select from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`)
  let changes: Promise<Args>[] = []
  await db.write(async tx => {
    await lockAccounts(tx, [town.claire.accountId])
    changes = [set({ subject: 'En congé' }), set({ textBody: 'Je reviens lundi.' })]
    while ((await waiting()).length < 2);
  })
  await Promise.all(changes)
  const { list } = await claire.call('VacationResponse/get', { ids: null })
  const [{ subject, textBody }] = list as [Args]
  assert.deepEqual([subject, textBody], ['En congé', 'Je reviens lundi.'])
})
