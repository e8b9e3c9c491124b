import assert from 'node:assert/strict'
import { test } from 'node:test'
import { sql } from '../../../../store/sql.ts'
import { prepareMessage } from '../../model/prepare.ts'
import { leave } from '../leave.ts'
import { openSink } from '../test/sink.ts'
import { town } from '../test/town.ts'
import { openRelay } from './relay.ts'

const knows = await openSink()
const ignores = await openSink({ hideSMTPUTF8: true })
const { house, claire, inbox } = await town()

async function relay(port: number, rcpt: string, subject: string, smtputf8: boolean): Promise<void> {
  const through = {
    ...house,
    config: { ...house.config, smarthost: { host: '127.0.0.1', port, user: null, password: null } },
  }
  const message = await prepareMessage(house, Buffer.from(`Subject: ${subject}\r\n\r\nBonjour\r\n`))
  const domain = rcpt.slice(rcpt.lastIndexOf('@') + 1)
  const recipients = [{ rcpt, domain, parameters: smtputf8 ? { smtputf8 } : {} }]
  const leaving = { mailFrom: claire.address ?? '', recipients, submissionId: null, at: new Date(0) }
  await house.db.write(tx => leave(tx, house, claire.accountId, message, leaving))
  await openRelay().run(through)
  assert.deepEqual(await house.db.rows(sql`select rcpt from outgoing`), [])
}

const seen = () => knows.messages.splice(0).map(({ to, utf8 }) => [...to, utf8])

test('an address and a header beyond ASCII are announced', async () => {
  await relay(knows.port, 'ann\u00e9@example.org', 'Plain', true)
  await relay(knows.port, 'anna@example.org', 'Re\u00e7u', true)
  assert.deepEqual(seen(), [
    ['ann\u00e9@example.org', true],
    ['anna@example.org', true],
  ])
})

test('what needs no extension goes without it, with its domain as DNS has it', async () => {
  await relay(ignores.port, 'anna@ex\u00e9mple.org', 'Plain', true)
  const [message] = ignores.messages.splice(0)
  // The other server shows the domain to its people again.
  assert.deepEqual([message?.to, message?.utf8], [['anna@ex\u00e9mple.org'], false])
})

test('what a server cannot take comes back, and is not sent to it', async () => {
  for (const [rcpt, subject] of [
    ['ann\u00e9@example.org', 'Plain'],
    ['anna@example.org', 'Re\u00e7u'],
  ] as const) {
    await relay(ignores.port, rcpt, subject, true)
    assert.deepEqual(ignores.messages, [])
    const report = (await inbox(claire)).at(-1)!
    assert.match(report, /Status: 5\.6\.7/)
  }
})

test('a header beyond ASCII that nobody announced is passed on', async () => {
  await relay(ignores.port, 'anna@example.org', 'Re\u00e7u', false)
  assert.equal(ignores.messages.length, 1)
})
