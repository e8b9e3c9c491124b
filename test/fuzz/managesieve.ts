import { Malformed } from '../../lib/errors.ts'
import { RequestReader } from '../../wire/managesieve/request.ts'
import { within } from './engine/patience.ts'

export const name = 'managesieve'

/** A session is slow when reading its requests takes longer. */
const MAX_MILLISECONDS = 500

export const seeds: Buffer[] = [
  'AUTHENTICATE "PLAIN" "AGEAYg=="\r\nLISTSCRIPTS\r\n',
  'PUTSCRIPT "ma règle" {31+}\r\nif header "subject" "x" { keep; }\r\nSETACTIVE ""\r\n',
  'HAVESPACE "a\\"b" 2048\r\nRENAMESCRIPT "a" "b"\r\nNOOP "x"\r\nLOGOUT\r\n',
].map(text => Buffer.from(text))

/** All requests of the input, until one cannot be read. */
export function run(input: Buffer): void {
  within(MAX_MILLISECONDS, input, () => readRequests(input))
}

function readRequests(input: Buffer): void {
  const reader = new RequestReader()
  reader.add(input)
  try {
    for (let before = reader.waiting; reader.next(); before = reader.waiting)
      if (reader.waiting >= before) throw new Error(`${before - reader.waiting} octets were read`)
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
  }
}
