import assert from 'node:assert/strict'
import { test } from 'node:test'
import { greet } from './test/client.ts'
import { town } from './test/town.ts'

const { ports, claire, inbox } = await town()

/** What a server that is too kind would take for a second message. */
const SMUGGLED =
  'MAIL FROM:<boss@montauzan.fr>\r\nRCPT TO:<claire@montauzan.fr>\r\nDATA\r\nSubject: smuggled\r\n\r\nPay\r\n.\r\n'

/** Replies to a message of these bytes, up to that of the NOOP that follows it. */
async function codesOf(pieces: readonly string[]): Promise<number[]> {
  const client = await greet(ports['smtp']!)
  for (const line of ['MAIL FROM:<x@example.org>', 'RCPT TO:<claire@montauzan.fr>', 'DATA'])
    await client.say(line)
  client.socket.setNoDelay(true)
  for (const piece of pieces) {
    client.write(piece)
    // Each piece a segment of its own: the cut must make no difference.
    await new Promise(resolve => setImmediate(resolve))
  }
  client.write('NOOP\r\n')
  const codes: number[] = []
  const last = async () => {
    const { code, lines } = await client.hear()
    codes.push(code)
    return lines[0] === 'OK'
  }
  while (!(await last()));
  client.close()
  return codes
}

const ENDS: Record<string, string> = {
  '<LF>.<LF>': '\n.\n',
  '<LF>.<CR><LF>': '\n.\r\n',
  '<CR>.<CR>': '\r.\r',
  '<CR>.<CR><LF>': '\r.\r\n',
  '<CR><LF>.<LF>': '\r\n.\n',
  '<CR><LF>.<CR>': '\r\n.\r',
  '<CR><CR><LF>.<CR><LF>': '\r\r\n.\r\n',
}

for (const [shown, end] of Object.entries(ENDS)) {
  test(`${shown} lets no other message in`, async () => {
    const before = (await inbox(claire)).length
    const message = `Subject: plain\r\n\r\nhello${end}${SMUGGLED}`
    const whole = await codesOf([message])
    const cut = await codesOf(message.match(/.{1,7}/gs)!)
    assert.deepEqual(cut, whole)
    assert.equal(whole[0], 550)
    const subjects = (await inbox(claire)).slice(before).filter(one => one.includes('plain'))
    assert.deepEqual(subjects, [])
  })
}

test('a bare LF anywhere in a message is refused, and the session goes on', async () => {
  assert.deepEqual(await codesOf(['Subject: a\n\nb\r\n.\r\n']), [550, 250])
})

test('a NUL, a long line and dots at the beginning of lines arrive as they were sent', async () => {
  const long = 'x'.repeat(5000)
  const codes = await codesOf([`Subject: dots\r\n\r\n..\r\n..a\r\n...\r\n\0${long}\r\n.\r\n`])
  assert.deepEqual(codes, [250, 250])
  const message = (await inbox(claire)).find(one => one.includes('Subject: dots'))!
  assert.ok(message.endsWith(`\r\n\r\n.\r\n.a\r\n..\r\n\0${long}\r\n`))
})

test('dots arrive as they were sent, however the bytes are cut', async () => {
  const message = 'Subject: cut\r\n\r\n..\r\n..a\r\n...\r\n.\r\n'
  assert.deepEqual(await codesOf([...message]), [250, 250])
  assert.ok((await inbox(claire)).some(one => one.endsWith('cut\r\n\r\n.\r\n.a\r\n..\r\n')))
})

test('an empty message is a message', async () => {
  assert.deepEqual(await codesOf(['.\r\n']), [250, 250])
})
