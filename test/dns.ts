import { createSocket } from 'node:dgram'
import { once } from 'node:events'

/** A name server that knows what it is told: "TXT example.org" → texts, "MX example.org" → "10 mx.example.org". */
export interface NameServer {
  /** For the configuration of a house. */
  readonly address: string
  readonly records: Map<string, readonly string[]>
  /** Says nothing any more, until it is given back its voice. */
  silent: boolean
  readonly asked: string[]
  close(): void
}

const KINDS: Readonly<Record<number, string>> = {
  1: 'A',
  2: 'NS',
  5: 'CNAME',
  12: 'PTR',
  15: 'MX',
  16: 'TXT',
  28: 'AAAA',
  33: 'SRV',
}

export async function openNameServer(
  records: Readonly<Record<string, string | readonly string[]>> = {},
): Promise<NameServer> {
  const socket = createSocket('udp4')
  socket.bind(0, '127.0.0.1')
  await once(socket, 'listening')
  const server: NameServer = {
    address: `127.0.0.1:${socket.address().port}`,
    records: new Map(Object.entries(records).map(([key, value]) => [key, [value].flat()])),
    silent: false,
    asked: [],
    close: () => socket.close(),
  }
  socket.on('message', (question, { port, address }) => {
    if (!server.silent) socket.send(answer(server, question), port, address)
    else server.asked.push('?')
  })
  socket.unref()
  return server
}

// RFC 1035 §4: a header of twelve octets, the question as it came, the answers.
function answer({ records, asked }: NameServer, question: Buffer): Buffer {
  const { name, end } = readName(question, 12)
  const kind = KINDS[question.readUInt16BE(end)] ?? '?'
  asked.push(`${kind} ${name}`)
  const found = records.get(`${kind} ${name}`)
  const exists = [...records.keys()].some(key => key.endsWith(` ${name}`))
  const header = Buffer.alloc(12)
  question.copy(header, 0, 0, 2)
  header.writeUInt16BE(0x8180 | (found || exists ? 0 : 3), 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(found?.length ?? 0, 6)
  const answers = (found ?? []).map(value => {
    const data = dataOf(kind, value)
    const fixed = Buffer.from([0xc0, 12, 0, 0, 0, 1, 0, 0, 0, 60, 0, 0])
    question.copy(fixed, 2, end, end + 2)
    fixed.writeUInt16BE(data.length, 10)
    return Buffer.concat([fixed, data])
  })
  return Buffer.concat([header, question.subarray(12, end + 4), ...answers])
}

function readName(bytes: Buffer, start: number): { name: string; end: number } {
  const labels: string[] = []
  let at = start
  for (; bytes[at] !== 0; at += bytes[at]! + 1)
    labels.push(bytes.toString('latin1', at + 1, at + 1 + bytes[at]!))
  return { name: labels.join('.').toLowerCase(), end: at + 1 }
}

const nameOf = (name: string): Buffer =>
  Buffer.concat([
    ...name
      .split('.')
      .filter(Boolean)
      .map(label => Buffer.from([label.length, ...Buffer.from(label)])),
    Buffer.from([0]),
  ])

function dataOf(kind: string, value: string): Buffer {
  const words = value.split(' ')
  const numbers = (count: number) => {
    const buffer = Buffer.alloc(count * 2)
    for (let i = 0; i < count; i++) buffer.writeUInt16BE(Number(words[i]), i * 2)
    return buffer
  }
  if (kind === 'A') return Buffer.from(value.split('.').map(Number))
  if (kind === 'TXT')
    return Buffer.concat(
      (value.match(/.{1,255}/gs) ?? ['']).map(text => Buffer.from([text.length, ...Buffer.from(text)])),
    )
  if (kind === 'MX') return Buffer.concat([numbers(1), nameOf(words[1]!)])
  if (kind === 'SRV') return Buffer.concat([numbers(3), nameOf(words[3]!)])
  return nameOf(value)
}
