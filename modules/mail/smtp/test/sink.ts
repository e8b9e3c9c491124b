import { EventEmitter, once } from 'node:events'
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
  /** Settles when nobody is connected. */
  readonly left: () => Promise<void>
  /** Settles with the first message. */
  readonly arrived: Promise<void>
  /** What to say to a recipient or, as "DATA", to a message; 250 without a word. */
  readonly answers: Map<string, string[]>
}

export async function openSink(options: { hideSMTPUTF8?: boolean; size?: number } = {}): Promise<Sink> {
  const pair = await selfSigned(mkdtempSync(join(tmpdir(), 'bastide-sink-')), 'sink.example', new Date())
  const messages: Sink['messages'] = []
  const answers: Sink['answers'] = new Map()
  const arrived = Promise.withResolvers<void>()
  const gone = new EventEmitter()
  let connections = 0
  const answer = (key: string): Error | null => {
    const text = answers.get(key)?.shift()
    return text ? Object.assign(new Error(text.slice(4)), { responseCode: Number(text.slice(0, 3)) }) : null
  }
  const server = new SMTPServer({
    ...pair,
    ...options,
    disabledCommands: ['AUTH'],
    disableReverseLookup: true,
    logger: false,
    onConnect: (_, callback) => {
      connections++
      callback(answer('CONNECT'))
    },
    onClose: () => void gone.emit('one'),
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
    async left() {
      while (server.connections.size > 0) await once(gone, 'one')
    },
    arrived: arrived.promise,
    answers,
  }
}
