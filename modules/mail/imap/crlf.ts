const CR = 0x0d
const LF = 0x0a

/** Ends every line with CRLF, as IMAP tells messages, piece by piece; most pieces pass as they are. */
export async function* crlf(source: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let last = 0
  for await (const chunk of source) {
    if (chunk.length === 0) continue
    yield mended(chunk, last)
    last = chunk.at(-1)!
  }
}

function mended(chunk: Buffer, before: number): Buffer {
  const pieces: Buffer[] = []
  let from = 0
  for (let at = chunk.indexOf(LF); at !== -1; at = chunk.indexOf(LF, at + 1)) {
    if ((at === 0 ? before : chunk[at - 1]) === CR) continue
    pieces.push(chunk.subarray(from, at), RETURN)
    from = at
  }
  return from === 0 && pieces.length === 0 ? chunk : Buffer.concat([...pieces, chunk.subarray(from)])
}

const RETURN = Buffer.from([CR])
