import { bytesOf, Writer } from '../writer.ts'

/** An aid of the tests: all that a server writes, as text. */
export function written(write: (writer: Writer) => void, utf8 = false): string {
  const writer = new Writer({ utf8 })
  write(writer)
  return bytesOf(writer.take()).toString('utf8')
}
