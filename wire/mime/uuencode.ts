import type { Decoder } from './transfer.ts'

const MAX_LINE = 1000

/** What Unix mailers sent before MIME: `begin 644 name`, lines that say their length, `end`. */
export class UuDecoder implements Decoder {
  rest = ''
  state: 'before' | 'inside' | 'after' = 'before'

  push(chunk: Buffer): Buffer {
    const lines = (this.rest + chunk.toString('latin1')).split('\n')
    // A line without end is no uuencode: what is held of it is bounded.
    this.rest = lines.pop()!.slice(0, MAX_LINE)
    return Buffer.concat(lines.map(line => this.readLine(line.replace(/\r$/, ''))))
  }

  end(): Buffer {
    const last = this.readLine(this.rest)
    this.rest = ''
    return last
  }

  readLine(line: string): Buffer {
    if (this.state === 'before' && /^begin [0-7]{3,4} /.test(line)) this.state = 'inside'
    else if (this.state === 'inside' && line.trim() === 'end') this.state = 'after'
    else if (this.state === 'inside') return decodeLine(line)
    return EMPTY
  }
}

const EMPTY = Buffer.alloc(0)

function decodeLine(line: string): Buffer {
  if (line === '') return EMPTY
  const length = sextet(line, 0)
  const out = Buffer.alloc(length + 2)
  for (let i = 0, at = 1; i < length; i += 3, at += 4) {
    const bits =
      (sextet(line, at) << 18) |
      (sextet(line, at + 1) << 12) |
      (sextet(line, at + 2) << 6) |
      sextet(line, at + 3)
    out.writeUIntBE(bits, i, 3)
  }
  return out.subarray(0, length)
}

function sextet(line: string, at: number): number {
  return at < line.length ? (line.charCodeAt(at) - 0x20) & 0x3f : 0
}
