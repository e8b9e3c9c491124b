import { statusLines } from './status.ts'

/** A message on its way into an mbox. */
export interface Entry {
  readonly receivedAt: Date
  readonly keywords: readonly string[]
  readonly body: AsyncIterable<Buffer>
}

/** A line without end so far that is longer is no separator. */
const LONGEST_START = 1024

// RFC 4155 §A, quoted as mboxrd does: what looks like a separator gets one more `>`, and loses it when it is read.
export async function* writeMbox(entries: AsyncIterable<Entry>): AsyncGenerator<Buffer> {
  for await (const { receivedAt, keywords, body } of entries) {
    yield Buffer.from(`From MAILER-DAEMON ${asctime(receivedAt)}\n${statusLines(keywords)}`)
    yield* quoted(body)
    yield Buffer.from('\n')
  }
}

/** `Sat Nov 28 17:05:27 2026`, in UTC. */
function asctime(at: Date): string {
  const [day, date, month, year, time] = at.toUTCString().replace(',', '').split(' ')
  return `${day} ${month} ${date} ${time} ${year}`
}

/** Ends of line as LF, the last one included; chunks are cut anywhere. */
async function* quoted(body: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest = ''
  let isInLine = false
  for await (const chunk of body) {
    const text = rest + chunk.toString('latin1')
    const end = text.lastIndexOf('\n') + 1
    if (end > 0) {
      yield Buffer.from(quote(text.slice(0, end), isInLine), 'latin1')
      isInLine = false
    }
    rest = text.slice(end)
    if (rest.length <= LONGEST_START) continue
    // The last octet may be half of a CRLF.
    yield Buffer.from(quote(rest.slice(0, -1), isInLine), 'latin1')
    rest = rest.slice(-1)
    isInLine = true
  }
  if (rest !== '') yield Buffer.from(`${quote(rest, isInLine)}\n`, 'latin1')
}

function quote(text: string, isInLine: boolean): string {
  const lines = text.replaceAll('\r\n', '\n')
  const first = isInLine ? lines.indexOf('\n') + 1 || lines.length : 0
  return lines.slice(0, first) + lines.slice(first).replace(/^>*From /gm, '>$&')
}
