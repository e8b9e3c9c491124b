import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import { createAppPassword } from '../../../core/login/app-password.ts'
import { changePassword } from '../../../core/login/change.ts'
import { PASSWORD, type TestHouse } from '../../../test/house.ts'
import { scramClient } from '../sasl/test/scram.ts'
import { Client } from './test/client.ts'
import { imapHouse } from './test/house.ts'

let house: TestHouse
before(async () => {
  house = await imapHouse()
})
after(() => house.close())

/** How the login ended, and whether the server proved itself. */
async function prove(user: string, password: string, nonceChange = '') {
  const client = await Client.connect(house.ports['imap']!)
  await client.line()
  const scram = scramClient(user, password)
  client.send(`a AUTHENTICATE SCRAM-SHA-256 ${scram.first}\r\n`)
  const { final, expected, salt } = scram.prove((await client.line()).slice(2), nonceChange)
  client.send(`${final}\r\n`)
  const answer = await client.line()
  if (!answer.startsWith('+ ')) return { client, end: answer.slice(2), believed: false, salt }
  client.send('\r\n')
  const { end } = await client.until('a')
  return { client, end, believed: answer === `+ ${expected}`, salt }
}

test('a password is proved without being said, and the server proves that it knows it', async () => {
  const { client, end, believed } = await prove('claire@montauzan.fr', PASSWORD)
  assert.match(end, /^OK \[CAPABILITY/)
  assert.ok(believed)
  assert.match((await client.say('SELECT INBOX')).end, /^OK/)
  client.close()
})

test('a wrong password, an unknown person and a foreign nonce are refused alike', async () => {
  for (const [user, password] of [
    ['claire@montauzan.fr', 'wrong'],
    ['nobody@montauzan.fr', PASSWORD],
  ] as const) {
    const { client, end } = await prove(user, password)
    assert.match(end, /^NO \[AUTHENTICATIONFAILED\]/)
    client.close()
  }
  const { client, end } = await prove('claire@montauzan.fr', PASSWORD, 'x')
  assert.match(end, /^BAD/)
  client.close()
})

test('who is not there is given the same salt each time', async () => {
  const salts = []
  for (let i = 0; i < 2; i++) {
    const { client, salt } = await prove('nobody@montauzan.fr', 'x')
    salts.push(salt)
    client.close()
  }
  assert.equal(salts[0], salts[1])
})

test('an application password proves itself for its doors, also after the password has changed', async () => {
  const { db } = house.house
  const make = (scope: string) =>
    db.write(tx => createAppPassword(tx, house.paul, { label: scope, scopes: [scope] }))
  const [phone, other] = [await make('imap'), await make('dav')]
  const change = { current: PASSWORD, wanted: 'rue-des-tanneurs-31', session: null }
  await changePassword(house.house, house.paul, change)
  for (const [password, expected] of [
    [phone.secret, /^OK/],
    ['rue-des-tanneurs-31', /^OK/],
    [PASSWORD, /^NO/],
    [other.secret, /^NO/],
  ] as const) {
    const { client, end } = await prove('paul@montauzan.fr', password)
    assert.match(end, expected)
    client.close()
  }
})
