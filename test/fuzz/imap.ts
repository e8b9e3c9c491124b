import { Malformed } from '../../lib/errors.ts'
import { readCommand, readOffer } from '../../wire/imap/command.ts'
import { CommandStream, type StreamEvent } from '../../wire/imap/stream.ts'
import { within } from './engine/patience.ts'

export const name = 'imap'

/** A reader is slow when one input of this harness takes longer. */
const MAX_MILLISECONDS = 2_000

export const seeds: Buffer[] = [
  'a1 LOGIN {3+}\r\nbob "pass\\"word"\r\n',
  'a2 SELECT "INBOX" (QRESYNC (67890007 90060115194045 41,43:211 (1:3 41,43:44)))\r\n',
  'a3 UID FETCH 1:*,5 (FLAGS BODY.PEEK[1.2.HEADER.FIELDS (From To)]<0.100>) (CHANGEDSINCE 5 VANISHED)\r\n',
  'a4 APPEND Sent (\\Seen) "17-Jul-1996 02:44:25 -0700" {5+}\r\nhello\r\n',
  'a5 APPEND {4+}\r\nSent UTF8 (~{3+}\r\na\0b)\r\na6 NOOP\r\n',
  'a7 UID SEARCH RETURN (MIN COUNT) CHARSET UTF-8 OR (NOT SEEN SINCE 1-Feb-1994) HEADER X "y"\r\n',
  'a8 LIST (SUBSCRIBED RECURSIVEMATCH) "" (% "&AMk-t&AOk-") RETURN (CHILDREN STATUS (MESSAGES))\r\n',
  'a9 UID STORE $ (UNCHANGEDSINCE 12) +FLAGS.SILENT (\\Deleted $x)\r\n',
  'b1 AUTHENTICATE PLAIN AGEAYg==\r\nb2 ID ("name" NIL)\r\nb3 ENABLE CONDSTORE QRESYNC\r\n',
  'b4 SORT RETURN (PARTIAL -1:-100) (REVERSE DATE SUBJECT) UTF-8 YOUNGER 3600\r\n',
].map(seed => Buffer.from(seed, 'latin1'))

/** All commands of the input, as a session that accepts, or refuses, each offer by its size. */
export function run(input: Buffer): void {
  within(MAX_MILLISECONDS, input, () => readSession(input))
}

function readSession(input: Buffer): void {
  try {
    readAll(input)
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
  }
}

function readAll(input: Buffer): void {
  const stream = new CommandStream()
  stream.push(input)
  for (let event = stream.next(); event; event = stream.next()) {
    if (event.kind === 'offer') stream[event.literal.size % 7 === 0 ? 'refuse' : 'accept']()
    read(event)
  }
}

function read(event: StreamEvent): void {
  try {
    if (event.kind === 'offer') readOffer(event.frame)
    if (event.kind === 'command') readCommand(event.frame, { utf8: event.frame.pieces.length > 1 })
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
  }
}
