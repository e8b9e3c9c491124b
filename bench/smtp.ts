import { once } from 'node:events'
import { connect } from 'node:net'
import { createInterface } from 'node:readline'
import { DOMAIN } from './login.ts'

/** Sends one short message; when it was answered for. */
export async function sendOne(port: number, to: string): Promise<number> {
  const socket = connect(port, '127.0.0.1')
  await once(socket, 'connect')
  const lines = createInterface(socket)[Symbol.asyncIterator]()
  const expect = async (code: string) => {
    for (;;) {
      const { value } = await lines.next()
      if (!value?.startsWith(code)) throw new Error(`${code} was expected: ${value}`)
      if (value[3] !== '-') return performance.now()
    }
  }
  const say = (text: string, code: string) => {
    socket.write(`${text}\r\n`)
    return expect(code)
  }
  try {
    await expect('220')
    await say('EHLO bench.example', '250')
    await say(`MAIL FROM:<generator@${DOMAIN}>`, '250')
    await say(`RCPT TO:<${to}>`, '250')
    await say('DATA', '354')
    return await say(`Subject: Item\r\nFrom: <generator@${DOMAIN}>\r\n\r\nThe roof.\r\n.`, '250')
  } finally {
    socket.destroy()
  }
}
