import type { Envelope } from './envelope.ts'
import { numberMessage, type Part } from './part.ts'

/**
 * A Part as it is stored: a row of numbers, then what the part says, short names for what is there alone.
 * Section numbers are not kept: they follow from the tree.
 */
export type PackedPart = [
  headerStart: number,
  headerLength: number,
  blankLength: number,
  bodyLength: number,
  lines: number,
  /** Less the length of the body: 0 where nothing is encoded. */
  sizeDifference: number,
  type: string,
  rest?: PackedRest,
]

interface PackedRest {
  p?: Record<string, string>
  e?: string
  d?: string
  dp?: Record<string, string>
  f?: string
  i?: string
  t?: string
  l?: string[]
  u?: string
  m?: string
  c?: PackedPart[]
  r?: PackedPart
  v?: Envelope
}

export function packStructure(part: Part): PackedPart {
  const bodyLength = part.bodyEnd - part.bodyStart
  const packed: PackedPart = [
    part.headerStart,
    part.headerEnd - part.headerStart,
    part.bodyStart - part.headerEnd,
    bodyLength,
    part.lines,
    part.size - bodyLength,
    part.type,
  ]
  const rest = packRest(part)
  if (Object.keys(rest).length > 0) packed.push(rest)
  return packed
}

function packRest(part: Part): PackedRest {
  const rest: PackedRest = {}
  if (Object.keys(part.parameters).length > 0) rest.p = part.parameters
  if (part.encoding !== '7bit') rest.e = part.encoding
  if (part.disposition !== undefined) rest.d = part.disposition
  if (part.dispositionParameters !== undefined) rest.dp = part.dispositionParameters
  if (part.filename !== undefined) rest.f = part.filename
  if (part.id !== undefined) rest.i = part.id
  if (part.description !== undefined) rest.t = part.description
  if (part.language !== undefined) rest.l = part.language
  if (part.location !== undefined) rest.u = part.location
  if (part.md5 !== undefined) rest.m = part.md5
  if (part.parts !== undefined) rest.c = part.parts.map(packStructure)
  if (part.message !== undefined) rest.r = packStructure(part.message)
  if (part.envelope !== undefined) rest.v = part.envelope
  return rest
}

/** The tree again, section numbers and all. */
export function unpackStructure(packed: PackedPart): Part {
  const root = unpack(packed)
  numberMessage(root)
  return root
}

function unpack([
  headerStart,
  header,
  blank,
  body,
  lines,
  sizeDifference,
  type,
  rest = {},
]: PackedPart): Part {
  const headerEnd = headerStart + header
  const bodyStart = headerEnd + blank
  const part: Part = {
    path: '',
    headerStart,
    headerEnd,
    bodyStart,
    bodyEnd: bodyStart + body,
    lines,
    size: body + sizeDifference,
    type,
    parameters: rest.p ?? {},
    encoding: rest.e ?? '7bit',
  }
  if (rest.d !== undefined) part.disposition = rest.d
  if (rest.dp !== undefined) part.dispositionParameters = rest.dp
  if (rest.f !== undefined) part.filename = rest.f
  if (rest.i !== undefined) part.id = rest.i
  if (rest.t !== undefined) part.description = rest.t
  if (rest.l !== undefined) part.language = rest.l
  if (rest.u !== undefined) part.location = rest.u
  if (rest.m !== undefined) part.md5 = rest.m
  if (rest.c !== undefined) part.parts = rest.c.map(unpack)
  if (rest.r !== undefined) part.message = unpack(rest.r)
  if (rest.v !== undefined) part.envelope = rest.v
  return part
}
