import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createAppPassword, deleteAppPassword } from '../../../core/login/app-password.ts'
import { changePassword } from '../../../core/login/change.ts'
import { updateOrganisation } from '../../../core/organisation.ts'
import { disablePrincipal } from '../../../core/principal.ts'
import { PASSWORD, type TestHouse } from '../../../test/house.ts'
import { imap } from './listener.ts'
import { Client } from './test/client.ts'
import { imapHouse } from './test/house.ts'

let house: TestHouse
before(async () => {
  house = await imapHouse()
})
after(() => house.close())

const port = () => house.ports['imap']!
/** How long a connection may outlive what it stood on. */
const MOMENT = { timeout: 15_000 }

async function idling(address: string): Promise<Client> {
  const client = await Client.login(port(), address)
  await client.say('SELECT INBOX')
  client.send('i IDLE\r\n')
  assert.match(await client.line(), /^\+ /)
  return client
}

/** Two connections of one person: one waits in IDLE, the other between commands. */
async function waiting(address: string): Promise<Client[]> {
  return [await idling(address), await Client.login(port(), address)]
}

async function assertLetOut(clients: readonly Client[], why: RegExp): Promise<void> {
  for (const client of clients) assert.match((await client.rest()).at(-1)!, why)
}

test('switching mail off lets everybody out at once', MOMENT, async () => {
  const clients = await waiting('claire@montauzan.fr')
  const set = (on: boolean) =>
    house.house.db.write(tx =>
      updateOrganisation(tx, house.jean, house.organisationId, { modules: { mail: on } }),
    )
  await set(false)
  await assertLetOut(clients, /^\* BYE Mail is switched off/)
  await set(true)
})

test('a person who is disabled is let out at once', MOMENT, async () => {
  const clients = await waiting('paul@montauzan.fr')
  await house.house.db.write(tx =>
    disablePrincipal(tx, house.jean, house.organisationId, house.paul.principalId),
  )
  await assertLetOut(clients, /^\* BYE this login no longer stands/)
})

test('a change of the password ends what the old one opened', MOMENT, async () => {
  const clients = await waiting('claire@montauzan.fr')
  const change = { current: PASSWORD, wanted: 'rue-des-tanneurs-31', session: null }
  await changePassword(house.house, house.claire, change)
  await assertLetOut(clients, /^\* BYE this login no longer stands/)
})

test('a deleted application password ends what it opened', MOMENT, async () => {
  const { db } = house.house
  const made = await db.write(tx => createAppPassword(tx, house.jean, { label: 'Phone', scopes: ['imap'] }))
  const client = await Client.connect(port())
  await client.line()
  assert.match((await client.say(`LOGIN jean@montauzan.fr ${made.secret}`)).end, /^OK/)
  await db.write(tx => deleteAppPassword(tx, house.jean, made.id))
  await assertLetOut([client], /^\* BYE this login no longer stands/)
})

test('who says nothing in the middle of STARTTLS does not hold a server up that stops', MOMENT, async () => {
  const { config } = house.house
  const door = await imap.listen({ ...house.house, config: { ...config, imap: { port: 0 } } })
  const client = await Client.connect(door.port)
  await client.line()
  assert.match((await client.say('STARTTLS')).end, /^OK/)
  await door.close()
})
