import { Malformed } from '../../lib/errors.ts'
import {
  type AclCommand,
  readAcl,
  readSetAcl,
  type SetAclCommand,
  writeAcl,
  writeSetAcl,
} from './command/acl.ts'
import {
  type AppendCommand,
  type ReplaceCommand,
  readAppend,
  readAppendOffer,
  readReplace,
  readReplaceOffer,
  writeAppend,
  writeReplace,
} from './command/append.ts'
import {
  type AuthenticateCommand,
  type LoginCommand,
  readAuthenticate,
  readLogin,
  writeAuthenticate,
  writeLogin,
} from './command/auth.ts'
import { BARE, type BareCommand } from './command/bare.ts'
import {
  type CopyCommand,
  type ExpungeCommand,
  readCopy,
  readExpunge,
  writeCopy,
  writeExpunge,
} from './command/copy.ts'
import {
  type CompressCommand,
  type EnableCommand,
  readCompress,
  readEnable,
  writeCompress,
  writeEnable,
} from './command/enable.ts'
import { type FetchCommand, readFetch, writeFetch } from './command/fetch.ts'
import { type IdCommand, readId, writeId } from './command/id.ts'
import {
  type ListCommand,
  type LsubCommand,
  readList,
  readLsub,
  writeList,
  writeLsub,
} from './command/list.ts'
import {
  type CreateCommand,
  NAMING,
  type NamingCommand,
  type RenameCommand,
  readCreate,
  readNaming,
  readRename,
  writeCreate,
  writeNaming,
  writeRename,
} from './command/mailbox.ts'
import {
  type GetMetadataCommand,
  readGetMetadata,
  readSetMetadata,
  type SetMetadataCommand,
  writeGetMetadata,
  writeSetMetadata,
} from './command/metadata.ts'
import { type GetQuotaCommand, readGetQuota, writeGetQuota } from './command/quota.ts'
import { readSearch, type SearchCommand, writeSearch } from './command/search.ts'
import { readSelect, type SelectCommand, writeSelect } from './command/select.ts'
import {
  readSort,
  readThread,
  type SortCommand,
  type ThreadCommand,
  writeSort,
  writeThread,
} from './command/sort.ts'
import { readStatus, type StatusCommand, writeStatus } from './command/status.ts'
import { readStore, type StoreCommand, writeStore } from './command/store.ts'
import { type Frame, frameTag } from './frame.ts'
import { BadCommand } from './malformed.ts'
import { Reader, type ReadOptions } from './reader.ts'
import { type Piece, type WriteOptions, Writer } from './writer.ts'

/** A command without its tag. */
export type Request =
  | AclCommand
  | AppendCommand
  | AuthenticateCommand
  | BareCommand
  | CompressCommand
  | CopyCommand
  | CreateCommand
  | EnableCommand
  | ExpungeCommand
  | FetchCommand
  | GetMetadataCommand
  | GetQuotaCommand
  | IdCommand
  | ListCommand
  | LoginCommand
  | LsubCommand
  | NamingCommand
  | RenameCommand
  | ReplaceCommand
  | SearchCommand
  | SelectCommand
  | SetAclCommand
  | SetMetadataCommand
  | SortCommand
  | StatusCommand
  | StoreCommand
  | ThreadCommand

/** What a client asks, by `name`. */
export type Command = Request & { readonly tag: string }

export type CommandName = Request['name']

/** Both sides of one command's arguments; the space before them is theirs. */
interface Facet<R extends Request> {
  read(reader: Reader, uid: boolean): R
  write(writer: Writer, request: R): void
}

type Named<N, R = Request> = R extends { readonly name: infer M } ? (N extends M ? R : never) : never

/** The vocabulary: a new command is a file and a line here. */
const FACETS = {
  append: { read: readAppend, write: writeAppend },
  authenticate: { read: readAuthenticate, write: writeAuthenticate },
  compress: { read: readCompress, write: writeCompress },
  copy: { read: (reader, uid) => readCopy('copy', reader, uid), write: writeCopy },
  create: { read: readCreate, write: writeCreate },
  deleteacl: { read: reader => readAcl('deleteacl', reader), write: writeAcl },
  enable: { read: readEnable, write: writeEnable },
  examine: { read: reader => readSelect('examine', reader), write: writeSelect },
  expunge: { read: readExpunge, write: writeExpunge },
  fetch: { read: readFetch, write: writeFetch },
  getmetadata: { read: readGetMetadata, write: writeGetMetadata },
  getquota: { read: readGetQuota, write: writeGetQuota },
  id: { read: readId, write: writeId },
  list: { read: readList, write: writeList },
  listrights: { read: reader => readAcl('listrights', reader), write: writeAcl },
  login: { read: readLogin, write: writeLogin },
  lsub: { read: readLsub, write: writeLsub },
  move: { read: (reader, uid) => readCopy('move', reader, uid), write: writeCopy },
  rename: { read: readRename, write: writeRename },
  replace: { read: readReplace, write: writeReplace },
  search: { read: readSearch, write: writeSearch },
  select: { read: reader => readSelect('select', reader), write: writeSelect },
  setacl: { read: readSetAcl, write: writeSetAcl },
  setmetadata: { read: readSetMetadata, write: writeSetMetadata },
  sort: { read: readSort, write: writeSort },
  status: { read: readStatus, write: writeStatus },
  store: { read: readStore, write: writeStore },
  thread: { read: readThread, write: writeThread },
} satisfies { [N in Exclude<CommandName, BareCommand['name'] | NamingCommand['name']>]: Facet<Named<N>> }

/** RFC 9051 §6.4.9: commands that UID may stand before. */
const WITH_UID: ReadonlySet<string> = new Set([
  'copy',
  'expunge',
  'fetch',
  'move',
  // RFC 8508 §3.3
  'replace',
  'search',
  'sort',
  'store',
  'thread',
])

/** Throws BadCommand, with the tag if it could be read. */
export function readCommand(frame: Frame, options: ReadOptions = {}): Command {
  return withTag(frame, () => {
    const reader = new Reader(frame, options)
    const tag = reader.tag()
    reader.space()
    const request = readRequest(reader)
    reader.end()
    return { tag, ...request }
  })
}

/** What brings messages, whose bytes stream. */
export type Offer = (AppendCommand | ReplaceCommand) & { readonly tag: string }

/** An APPEND or a REPLACE as far as the literal on offer: its last message is the one whose bytes may come. */
export function readOffer(frame: Frame, options: ReadOptions = {}): Offer {
  return withTag(frame, () => {
    const reader = new Reader(frame, options)
    const tag = reader.tag()
    reader.space()
    const uid = reader.match(/UID +(?=REPLACE)/iy) !== undefined
    if (reader.take('REPLACE')) return { tag, ...readReplaceOffer(reader, uid) }
    reader.expect('APPEND')
    return { tag, ...readAppendOffer(reader) }
  })
}

/** The bytes of a command. With `literal: '+'` it does not wait for the server. */
export function writeCommand(command: Command, options: WriteOptions = {}): Piece[] {
  const writer = new Writer(options)
  const uid = ('uid' in command && command.uid) || ('uids' in command && command.uids !== undefined)
  writer.text(`${command.tag} ${uid ? 'UID ' : ''}${command.name.toUpperCase()}`)
  writeRequest(writer, command)
  return writer.line('').take()
}

function readRequest(reader: Reader): Request {
  const word = readWord(reader)
  if (word !== 'uid') return readNamed(reader, word, false)
  reader.space()
  const second = readWord(reader)
  return WITH_UID.has(second) ? readNamed(reader, second, true) : reader.fail('Unknown UID command')
}

function readWord(reader: Reader): string {
  return reader.keyword('Command').toLowerCase()
}

function readNamed(reader: Reader, word: string, uid: boolean): Request {
  const bare = BARE.find(name => name === word)
  if (bare) return { name: bare }
  const naming = NAMING.find(name => name === word)
  if (naming) return readNaming(naming, reader)
  const facet = Object.hasOwn(FACETS, word) ? FACETS[word as keyof typeof FACETS] : undefined
  return facet ? facet.read(reader, uid) : reader.fail('Unknown command')
}

function writeRequest(writer: Writer, request: Request): void {
  if (isNaming(request)) {
    writeNaming(writer, request)
  } else if (!isBare(request)) {
    // The name chooses the facet, and the table pairs each name with its own request.
    const facet: Facet<Request> = FACETS[request.name]
    facet.write(writer, request)
  }
}

function isBare(request: Request): request is BareCommand {
  return BARE.some(name => name === request.name)
}

function isNaming(request: Request): request is NamingCommand {
  return NAMING.some(name => name === request.name)
}

function withTag<T>(frame: Frame, read: () => T): T {
  try {
    return read()
  } catch (error) {
    if (!(error instanceof Malformed)) throw error
    throw new BadCommand(error.message, frameTag(frame), error instanceof BadCommand ? error.code : undefined)
  }
}
