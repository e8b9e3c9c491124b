import { readContentFields } from './content-fields.ts'
import { readEnvelope } from './envelope.ts'
import { isFieldStart } from './header-fields.ts'
import { isMultipart, numberMessage, type Part } from './part.ts'
import { decodedSize, isIdentity } from './transfer.ts'

/** Beyond these, what remains is the body of the last part: never an error. */
export const MAX_PARTS = 10_000
export const MAX_NESTING = 100
/** RFC 2046 §5.1.1 allows 70 characters; some senders write more. */
const MAX_BOUNDARY = 250

/**
 * The tree of parts of a message, from any bytes, in one pass over its lines.
 *
 * A stack holds the parts that are still open. A boundary line closes all above the multipart that owns it;
 * the end of the bytes closes all of them. A part is in its header until a blank line.
 */
export function readStructure(bytes: Buffer): Part {
  return new StructureReader(bytes).read()
}

interface Open {
  part: Part
  /** Of a multipart that may still have children. */
  boundary: string | null
  isInHeader: boolean
  defaultType: string
  /** Line ends seen before the body. */
  firstLine: number
}

class StructureReader {
  readonly bytes: Buffer
  readonly stack: Open[] = []
  /** Which open multipart owns a boundary: the innermost of those with the same. */
  readonly owners = new Map<string, number[]>()
  count = 0
  line = 0

  constructor(bytes: Buffer) {
    this.bytes = bytes
  }

  read(): Part {
    const root = this.open(0, 'text/plain')
    for (let start = 0; start < this.bytes.length; ) {
      const newline = this.bytes.indexOf(LF, start)
      const next = newline === -1 ? this.bytes.length : newline + 1
      this.readLine(start, next)
      if (newline !== -1) this.line++
      start = next
    }
    this.closeDownTo(0, this.bytes.length, this.line)
    numberMessage(root)
    return root
  }

  readLine(start: number, next: number): void {
    const delimiter = this.owners.size > 0 ? this.readDelimiter(start, next) : null
    if (delimiter !== null) this.crossBoundary(delimiter, start, next)
    else this.readHeaderLine(start, next)
  }

  readHeaderLine(start: number, next: number): void {
    const top = this.stack.at(-1)!
    if (!top.isInHeader) return
    if (isBlankLine(this.bytes, start, next)) this.endHeader(start, next, this.line + 1)
    else if (!this.isHeaderLine(top, start, next)) this.endHeader(start, start, this.line)
  }

  isHeaderLine({ part }: Open, start: number, next: number): boolean {
    const first = this.bytes[start]
    if (first === SPACE || first === TAB) return true
    // An mbox separator may have stayed above the message.
    if (start === part.headerStart && isMboxLine(this.bytes, start)) return true
    return isFieldStart(this.bytes, start, next)
  }

  /** The header ends; the body may turn out to hold parts of its own. */
  endHeader(headerEnd: number, bodyStart: number, line: number): void {
    const open = this.stack.at(-1)!
    const { part } = open
    Object.assign(part, readContentFields(this.bytes, part.headerStart, headerEnd, open.defaultType))
    Object.assign(part, { headerEnd, bodyStart })
    open.isInHeader = false
    open.firstLine = line
    if (this.stack.length >= MAX_NESTING) return
    if (isMultipart(part)) this.awaitBoundary(open)
    else if (isNestedMessage(part)) this.openMessage(part)
  }

  awaitBoundary(open: Open): void {
    const boundary = open.part.parameters['boundary']?.trimEnd() ?? ''
    if (boundary === '' || boundary.length > MAX_BOUNDARY) return
    open.boundary = boundary
    open.part.parts = []
    const owners = this.owners.get(boundary)
    if (owners === undefined) this.owners.set(boundary, [this.stack.length - 1])
    else owners.push(this.stack.length - 1)
  }

  openMessage(container: Part): void {
    if (this.count >= MAX_PARTS) return
    container.message = this.open(container.bodyStart, 'text/plain')
  }

  open(start: number, defaultType: string): Part {
    const part: Part = {
      path: '',
      headerStart: start,
      headerEnd: start,
      bodyStart: start,
      bodyEnd: start,
      lines: 0,
      size: 0,
      type: defaultType,
      parameters: {},
      encoding: '7bit',
    }
    this.stack.push({ part, boundary: null, isInHeader: true, defaultType, firstLine: this.line })
    this.count++
    return part
  }

  /** The line as a delimiter of an open multipart. RFC 2046 §5.1.1 */
  readDelimiter(start: number, next: number): Delimiter | null {
    if (this.bytes[start] !== DASH || this.bytes[start + 1] !== DASH) return null
    if (next - start > MAX_BOUNDARY * 4) return null
    const text = this.bytes.toString('utf8', start + 2, next).trimEnd()
    const closing = text.endsWith('--') ? this.owners.get(text.slice(0, -2))?.at(-1) : undefined
    const opening = this.owners.get(text)?.at(-1)
    if (opening !== undefined && opening >= (closing ?? -1)) return { depth: opening, isClosing: false }
    return closing === undefined ? null : { depth: closing, isClosing: true }
  }

  crossBoundary({ depth, isClosing }: Delimiter, start: number, next: number): void {
    if (this.count >= MAX_PARTS && !isClosing) return
    const { end, lineEnds } = beforeDelimiter(this.bytes, start)
    this.closeDownTo(depth + 1, end, this.line - lineEnds, start)
    const owner = this.stack[depth]!
    if (isClosing) this.disown(owner)
    else this.openChild(owner.part, next)
  }

  openChild(parent: Part, start: number): void {
    // RFC 2046 §5.1.5
    const defaultType = parent.type === 'multipart/digest' ? 'message/rfc822' : 'text/plain'
    parent.parts!.push(this.open(start, defaultType))
  }

  disown(owner: Open): void {
    if (owner.boundary === null) return
    const owners = this.owners.get(owner.boundary)!
    owners.pop()
    if (owners.length === 0) this.owners.delete(owner.boundary)
    owner.boundary = null
  }

  /** Ends every part from a depth on; `delimiter` is where the line that ends them begins. */
  closeDownTo(depth: number, end: number, line: number, delimiter = end): void {
    if (this.stack.length > depth && this.stack.at(-1)!.isInHeader) this.endHeader(delimiter, delimiter, line)
    while (this.stack.length > depth) {
      const open = this.stack.pop()!
      this.disown(open)
      finish(this.bytes, open, end, line)
    }
  }
}

interface Delimiter {
  depth: number
  isClosing: boolean
}

const LF = 0x0a
const CR = 0x0d
const SPACE = 0x20
const TAB = 0x09
const DASH = 0x2d

function finish(bytes: Buffer, { part, firstLine, isInHeader }: Open, end: number, line: number): void {
  if (isInHeader) part.headerEnd = part.bodyStart = Math.max(part.headerStart, end)
  part.bodyEnd = Math.max(part.bodyStart, end, part.parts?.at(-1)?.bodyEnd ?? 0, part.message?.bodyEnd ?? 0)
  part.lines = Math.max(0, line - firstLine)
  part.size =
    isIdentity(part.encoding) || part.parts !== undefined
      ? part.bodyEnd - part.bodyStart
      : decodedSize(bytes, part)
  if (part.message !== undefined) {
    const { headerStart, headerEnd } = part.message
    part.envelope = readEnvelope(bytes, headerStart, headerEnd)
  }
}

// RFC 2046 §5.1.1: the line end before a delimiter belongs to it.
function beforeDelimiter(bytes: Buffer, start: number): { end: number; lineEnds: number } {
  if (bytes[start - 1] !== LF) return { end: start, lineEnds: 0 }
  return { end: bytes[start - 2] === CR ? start - 2 : start - 1, lineEnds: 1 }
}

function isBlankLine(bytes: Buffer, start: number, next: number): boolean {
  return bytes[start] === LF || (bytes[start] === CR && (next === start + 1 || bytes[start + 1] === LF))
}

function isMboxLine(bytes: Buffer, start: number): boolean {
  return /^>?From /.test(bytes.toString('latin1', start, start + 6))
}

// RFC 2046 §5.2.1: a message may not be encoded; where it is, it is a leaf.
function isNestedMessage(part: Part): boolean {
  return (part.type === 'message/rfc822' || part.type === 'message/global') && isIdentity(part.encoding)
}
