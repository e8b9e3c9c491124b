import { Readable } from 'node:stream'
import { decompressRTF } from '@kenjiuno/decompressrtf'
import { Tokenize } from 'rtf-stream-parser'
import { decodeText } from '../mime/charset.ts'
import { Unreadable } from './archive.ts'
import { type Gathering, MAX_CHARACTERS } from './gathering.ts'

/** As tokens are told by the library. */
interface Token {
  readonly type: 0 | 1 | 2 | 3
  readonly word?: string
  readonly param?: number
  readonly data?: Buffer
}
const [START, END, CONTROL] = [0, 1, 2]

/** Word's Rich Text Format 1.9: what a reader of it would see, without its looks. */
export async function readRtf(bytes: Uint8Array, into: Gathering): Promise<void> {
  if (!Buffer.from(bytes.subarray(0, 5)).equals(Buffer.from('{\\rtf')))
    throw new Unreadable('broken', 'no RTF')
  into.text(null, await textOfRtf(bytes))
}

export async function textOfRtf(bytes: Uint8Array): Promise<string> {
  const writer = new RtfWriter()
  for await (const token of Readable.from(slices(bytes)).pipe(new Tokenize())) {
    writer.take(token as Token)
    if (writer.length > MAX_CHARACTERS) break
  }
  return writer.result()
}

const SLICE = 64 * 1024

function* slices(bytes: Uint8Array): Generator<Buffer> {
  for (let at = 0; at < bytes.length; at += SLICE) yield Buffer.from(bytes.subarray(at, at + SLICE))
}

/** [MS-OXRTFCP] §2.1.3.1: how Outlook keeps it. */
export function unpackRtf(packed: Buffer): Buffer {
  const bytes = Buffer.from(packed)
  // It may declare no more than there is.
  if (bytes.length >= 4) bytes.writeUInt32LE(Math.min(bytes.readUInt32LE(), bytes.length - 4))
  return Buffer.from(decompressRTF([...bytes]))
}

/** Groups that are no text of the document. */
const UNSEEN = new Set(
  '* fonttbl colortbl stylesheet info pict object header footer headerl headerr footerl footerr fldinst themedata generator'.split(
    ' ',
  ),
)
const MARKS: Readonly<Record<string, string>> = {
  par: '\n',
  line: '\n',
  sect: '\n',
  page: '\n',
  row: '\n',
  cell: '\t',
  tab: '\t',
  emdash: '—',
  endash: '–',
  lquote: '‘',
  rquote: '’',
  ldblquote: '“',
  rdblquote: '”',
  bullet: '•',
  '~': '\u00a0',
  _: '-',
  '{': '{',
  '}': '}',
  '\\': '\\',
}

interface Group {
  readonly isUnseen: boolean
  /** Characters that follow a \u for readers without Unicode. */
  readonly fallback: number
}

const MAX_DEPTH = 5000

class RtfWriter {
  #text = ''
  #bytes: Buffer[] = []
  #codepage = 1252
  #groups: Group[] = [{ isUnseen: false, fallback: 1 }]
  #skip = 0

  get length(): number {
    return this.#text.length
  }

  take({ type, word = '', param, data }: Token): void {
    if (type === START) this.#open()
    else if (type === END) this.#close()
    else if (type !== CONTROL) this.#put(data ?? Buffer.alloc(0))
    else if (word === "'") this.#put(data ?? Buffer.alloc(0))
    else this.#control(word, param)
  }

  result(): string {
    this.#flush()
    return this.#text.toWellFormed()
  }

  #open(): void {
    this.#flush()
    if (this.#groups.length >= MAX_DEPTH) throw new Unreadable('broken', 'nested too deep')
    this.#groups.push(this.#group)
  }

  #close(): void {
    this.#flush()
    if (this.#groups.length > 1) this.#groups.pop()
    this.#skip = 0
  }

  get #group(): Group {
    return this.#groups.at(-1)!
  }

  #control(word: string, param = 0): void {
    this.#flush()
    if (word === 'u') this.#unicode(param)
    if (UNSEEN.has(word)) this.#groups[this.#groups.length - 1] = { ...this.#group, isUnseen: true }
    if (word === 'uc') this.#groups[this.#groups.length - 1] = { ...this.#group, fallback: param }
    if (word === 'ansicpg') this.#codepage = param
    if (!this.#group.isUnseen) this.#text += MARKS[word] ?? ''
  }

  /** Told as a signed number of sixteen bits. */
  #unicode(code: number): void {
    if (!this.#group.isUnseen) this.#text += String.fromCharCode(code & 0xffff)
    this.#skip = this.#group.fallback
  }

  #put(bytes: Buffer): void {
    const kept = bytes.subarray(this.#skip)
    this.#skip = Math.max(0, this.#skip - bytes.length)
    if (!this.#group.isUnseen && kept.length > 0) this.#bytes.push(kept)
  }

  #flush(): void {
    if (this.#bytes.length === 0) return
    this.#text += decodeText(Buffer.concat(this.#bytes), `windows-${this.#codepage}`).text
    this.#bytes = []
  }
}
