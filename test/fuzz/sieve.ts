import { checkScript } from '../../wire/sieve/check.ts'
import { EXTENSIONS } from '../../wire/sieve/extensions.ts'
import { SieveFault } from '../../wire/sieve/fault.ts'
import { interpret } from '../../wire/sieve/interpret.ts'
import { readLetter } from '../../wire/sieve/letter.ts'
import { readScript, writeScript } from '../../wire/sieve/script.ts'
import { within } from './engine/patience.ts'

export const name = 'sieve'

/** A script is slow when reading it, checking it and running it on a message takes longer. */
const MAX_MILLISECONDS = 2_000

const REQUIRE = `require ["fileinto", "envelope", "body", "variables", "vacation", "relational", "subaddress", "date",
  "index", "imap4flags", "editheader", "reject", "mailbox", "duplicate", "regex", "copy", "encoded-character"];\n`

export const seeds: Buffer[] = [
  'if header :contains ["Subject", "From"] "x" { fileinto :copy "A"; } elsif size :over 2K { discard; } else { stop; }',
  'if allof (not exists "a", address :domain :matches "from" "*.exa?ple") { redirect "a@b.example"; keep; }',
  'set :upper :length "a" "${1}${a}"; if header :regex "subject" "^(a|b)*c$" { addflag "\\\\Seen ${a}"; }',
  'vacation :days 3 :subject "s" text: # c\nI am\n..\nout\n.\n;',
  'addheader :last "X-A" "b"; deleteheader :index 1 :contains "Received" "x"; reject "no";',
  'if anyof (date :zone "+0100" "date" "hour" "01", currentdate :value "ge" "date" "2026-01-01") { /* c */ keep; }',
  'if body :content "text" :matches "*a*b*c?" { fileinto "${unicode: 41}${hex: 42}"; } if duplicate { discard; }',
  'require ["foreverypart", "mime", "extracttext"]; foreverypart :name "a" { foreverypart { extracttext :first 3 "x"; if header :mime :anychild :param ["name", "charset"] :contains "content-type" "${x}" { break :name "a"; } } }',
  'require "ihave"; if ihave "environment" { keep :none 3; } elsif none "a" { b { c; } } else { error "${1}"; }',
].map(seed => Buffer.from(REQUIRE + seed))

const LETTER = readLetter(
  Buffer.from(
    'From: a@b.example\r\nSubject: aababc\r\nDate: Fri, 27 Nov 2026 23:30:00 +0000\r\n' +
      'Content-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nabc abc\r\n' +
      '--b\r\nContent-Type: text/html; name="é.html"\r\n\r\n<p>abc\r\n--b--\r\n',
  ),
)

export function run(input: Buffer): void {
  within(MAX_MILLISECONDS, input, () => interpretScript(input))
}

function interpretScript(input: Buffer): void {
  const source = input.toString('utf8')
  roundTrip(source)
  const { program } = checkScript(source, { extensions: EXTENSIONS, findScript: () => 'keep;' })
  if (program)
    interpret(program, LETTER, {
      envelope: { from: 'a@b.example', to: 'c@d.example' },
      now: new Date(0),
      timeZone: 'UTC',
      mailboxes: { has: () => true, hasId: () => false, hasUse: () => false },
      environment: {},
      spam: null,
      virus: null,
      isKnown: key => key.length % 2 === 0,
    })
}

/** What can be read is written so that it is read the same. */
function roundTrip(source: string): void {
  const written = writtenOnce(source)
  if (written === null) return
  const again = writeScript(readScript(written))
  if (again !== written) throw new Error(`written twice:\n${written}\n${again}`)
}

function writtenOnce(source: string): string | null {
  try {
    return writeScript(readScript(source))
  } catch (error) {
    if (error instanceof SieveFault) return null
    throw error
  }
}
