import { once } from 'node:events'
import { mkdtempSync } from 'node:fs'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after } from 'node:test'
import { SMTPServer } from 'smtp-server'
import { selfSigned } from '../../../../core/certificate/self-signed.ts'

/** Another server, which keeps what it takes and answers as it is told. */
export interface Sink {
  readonly port: number
  readonly messages: { from: string; to: string[]; text: string; secure: boolean; utf8: boolean }[]
  readonly connections: () => number
  /** Settles with the first message. */
  readonly arrived: Promise<void>
  /** What to say to a recipient or, as "DATA", to a message; 250 without a word. */
  readonly answers: Map<string, string[]>
}

export async function openSink(hidden: { hideSMTPUTF8?: boolean } = {}): Promise<Sink> {
  const pair = await selfSigned(mkdtempSync(join(tmpdir(), 'bastide-sink-')), 'sink.example', new Date())
  const messages: Sink['messages'] = []
  const answers: Sink['answers'] = new Map()
  const arrived = Promise.withResolvers<void>()
  let connections = 0
  const answer = (key: string): Error | null => {
    const text = answers.get(key)?.shift()
    return text ? Object.assign(new Error(text.slice(4)), { responseCode: Number(text.slice(0, 3)) }) : null
  }
  const server = new SMTPServer({
    ...pair,
    ...hidden,
    disabledCommands: ['AUTH'],
    disableReverseLookup: true,
    logger: false,
    onConnect: (_, callback) => {
      connections++
      callback(answer('CONNECT'))
    },
    onRcptTo: ({ address }, _, callback) => callback(answer(address)),
    onData: async (stream, { envelope, secure }, callback) => {
      const text = Buffer.concat(await Array.fromAsync(stream as AsyncIterable<Buffer>)).toString()
      const refusal = answer('DATA')
      const to = envelope.rcptTo.map(one => one.address)
      if (!refusal)
        messages.push({
          from: envelope.mailFrom ? envelope.mailFrom.address : '',
          to,
          text,
          secure,
          utf8: envelope.smtpUtf8 === true,
        })
      callback(refusal, 'Taken')
      if (!refusal) arrived.resolve()
    },
  })
  server.on('error', () => {})
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  after(() => new Promise<void>(resolve => server.close(resolve)))
  return {
    port: (server.server.address() as AddressInfo).port,
    messages,
    connections: () => connections,
    arrived: arrived.promise,
    answers,
  }
}
