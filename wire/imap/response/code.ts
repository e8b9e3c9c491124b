import { type Flag, writeFlagList } from '../flag.ts'
import { writeNumbers } from '../sequence.ts'
import type { Writer } from '../writer.ts'

/** What stands in brackets before the text of a status response. RFC 9051 §7.1 */
export type ResponseCode =
  | PlainCode
  | { readonly code: 'UIDNEXT' | 'UIDVALIDITY' | 'UNSEEN' | 'HIGHESTMODSEQ'; readonly value: number }
  | { readonly code: 'APPENDUID'; readonly uidValidity: number; readonly uids: readonly number[] }
  | {
      readonly code: 'COPYUID'
      readonly uidValidity: number
      /** Pairs of the UID that a message had and the UID of its copy. */
      readonly uids: Iterable<readonly [from: number, to: number]>
    }
  | { readonly code: 'PERMANENTFLAGS'; readonly flags: Iterable<Flag> }
  | { readonly code: 'CAPABILITY'; readonly capabilities: Iterable<string> }
  | { readonly code: 'BADCHARSET'; readonly charsets: readonly string[] }
  | { readonly code: 'MODIFIED'; readonly numbers: Iterable<number> }
  | { readonly code: 'MAILBOXID'; readonly id: string }
  /** RFC 5464 §4.2.1, §4.3: the longest value left out, or the longest that would be taken. */
  | { readonly code: 'METADATA LONGENTRIES' | 'METADATA MAXSIZE'; readonly value: number }

/** Codes without arguments, by the specification that has them. */
export type PlainCode =
  // RFC 9051 §7.1
  | 'ALERT'
  | 'ALREADYEXISTS'
  | 'AUTHENTICATIONFAILED'
  | 'AUTHORIZATIONFAILED'
  | 'CANNOT'
  | 'CLIENTBUG'
  | 'CLOSED'
  | 'CONTACTADMIN'
  | 'CORRUPTION'
  | 'EXPIRED'
  | 'EXPUNGEISSUED'
  | 'HASCHILDREN'
  | 'INUSE'
  | 'LIMIT'
  | 'NONEXISTENT'
  | 'NOPERM'
  | 'NOTSAVED'
  | 'OVERQUOTA'
  | 'PARSE'
  | 'PRIVACYREQUIRED'
  | 'READ-ONLY'
  | 'READ-WRITE'
  | 'SERVERBUG'
  | 'TRYCREATE'
  | 'UIDNOTSTICKY'
  | 'UNAVAILABLE'
  | 'UNKNOWN-CTE'
  // RFC 7162 §3.1.2.2
  | 'NOMODSEQ'
  // RFC 4469 §4.1
  | 'TOOBIG'
  // RFC 5464 §4.3
  | 'METADATA TOOMANY'
  // RFC 4978 §3
  | 'COMPRESSIONACTIVE'

/** With its brackets and the space after them. */
export function writeCode(writer: Writer, code: ResponseCode): void {
  writer.text('[')
  if (typeof code === 'string') writer.text(code)
  else writeArguments(writer.text(`${code.code} `), code)
  writer.text('] ')
}

function writeArguments(writer: Writer, code: Exclude<ResponseCode, string>): Writer {
  switch (code.code) {
    case 'APPENDUID':
      return writer.text(`${code.uidValidity} ${writeNumbers(code.uids)}`)
    case 'COPYUID':
      return writer.text(`${code.uidValidity} ${writePairs(code.uids)}`)
    case 'PERMANENTFLAGS':
      return writer.text(writeFlagList(code.flags))
    case 'CAPABILITY':
      return writer.text([...code.capabilities].join(' '))
    case 'BADCHARSET':
      return writer.list(code.charsets, charset => writer.astring(charset))
    case 'MODIFIED':
      return writer.text(writeNumbers(code.numbers))
    case 'MAILBOXID':
      return writer.text(`(${code.id})`)
    default:
      return writer.text(String(code.value))
  }
}

/** RFC 4315 §3: the nth UID of the first set became the nth of the second, so both keep one order. */
function writePairs(uids: Iterable<readonly [number, number]>): string {
  const pairs = [...uids].sort((a, b) => a[0] - b[0])
  return `${writeNumbers(pairs.map(pair => pair[0]))} ${writeNumbers(pairs.map(pair => pair[1]))}`
}
