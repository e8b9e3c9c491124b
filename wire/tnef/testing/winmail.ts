// A winmail.dat for tests, written as [MS-OXTNEF] says.

interface Winmail {
  readonly subject?: string
  readonly text?: string
  readonly html?: string
  readonly rtf?: string
  readonly files?: readonly { name: string; type?: string; bytes: Buffer; isMessage?: boolean }[]
}

export function winmail({ subject, text, html, rtf, files = [] }: Winmail): Buffer {
  const properties = [
    ...(subject ? [unicode(0x0037, subject)] : []),
    // One with a name, as Outlook puts many between.
    Buffer.concat([head(0x03, 0x8001), Buffer.alloc(16), uint32(1), counted(utf16('Nom')), uint32(7)]),
    ...(text ? [unicode(0x1000, text)] : []),
    ...(rtf ? [binary(0x1009, uncompressedRtf(rtf))] : []),
    ...(html ? [head4(0x03, 0x3fde, 65001), binary(0x1013, Buffer.from(html))] : []),
  ]
  return Buffer.concat([
    uint32(0x223e9f78),
    Buffer.from([1, 0]),
    attribute(1, 0x00069007, Buffer.concat([uint32(1252), uint32(0)])),
    attribute(1, 0x00069003, list(properties)),
    ...files.flatMap(({ name, type = 'application/octet-stream', bytes, isMessage = false }) => [
      attribute(2, 0x00069002, Buffer.alloc(14)),
      ...(isMessage ? [] : [attribute(2, 0x0006800f, bytes)]),
      attribute(
        2,
        0x00069005,
        list([
          unicode(0x3707, name),
          unicode(0x370e, type),
          ...(isMessage ? [head4(0x03, 0x3705, 5), object(0x3701, bytes)] : []),
        ]),
      ),
    ]),
  ])
}

function attribute(level: number, id: number, data: Buffer): Buffer {
  const checksum = data.reduce((sum, byte) => (sum + byte) & 0xffff, 0)
  const end = Buffer.alloc(2)
  end.writeUInt16LE(checksum)
  return Buffer.concat([Buffer.from([level]), uint32(id), uint32(data.length), data, end])
}

const list = (properties: readonly Buffer[]): Buffer =>
  Buffer.concat([uint32(properties.length), ...properties])
const unicode = (id: number, text: string): Buffer =>
  Buffer.concat([head(0x1f, id), uint32(1), counted(utf16(text))])
const binary = (id: number, bytes: Buffer): Buffer =>
  Buffer.concat([head(0x102, id), uint32(1), counted(bytes)])
const object = (id: number, bytes: Buffer): Buffer =>
  Buffer.concat([head(0x0d, id), uint32(1), counted(Buffer.concat([Buffer.alloc(16), bytes]))])
const head4 = (type: number, id: number, value: number): Buffer =>
  Buffer.concat([head(type, id), uint32(value)])

function head(type: number, id: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt16LE(type)
  bytes.writeUInt16LE(id, 2)
  return bytes
}

const counted = (bytes: Buffer): Buffer =>
  Buffer.concat([uint32(bytes.length), bytes, Buffer.alloc((4 - (bytes.length % 4)) % 4)])
const utf16 = (text: string): Buffer => Buffer.from(`${text}\0`, 'utf16le')

function uint32(value: number): Buffer {
  const bytes = Buffer.alloc(4)
  bytes.writeUInt32LE(value)
  return bytes
}

/** [MS-OXRTFCP] §2.1.3.1: "MELA", not compressed. */
const uncompressedRtf = (rtf: string): Buffer => {
  const bytes = Buffer.from(rtf, 'latin1')
  return Buffer.concat([
    uint32(bytes.length + 12),
    uint32(bytes.length),
    uint32(0x414c454d),
    uint32(0),
    bytes,
  ])
}
