import { crc32 } from 'node:zlib'

export type ZipEntry = readonly [name: string, content: Buffer]

/** 1 January 2026 in the DOS form: a constant, because the bytes must not depend on the clock. */
const DOS_DATE = ((2026 - 1980) << 9) | (1 << 5) | 1

/** A zip archive of stored (not deflated) entries, in the order given. */
export function writeZip(entries: readonly ZipEntry[]): Buffer {
  const files: Buffer[] = []
  const directory: Buffer[] = []
  let offset = 0
  for (const entry of entries) {
    const file = Buffer.concat([localHeader(entry), entry[1]])
    directory.push(centralHeader(entry, offset))
    files.push(file)
    offset += file.length
  }
  const central = Buffer.concat(directory)
  return Buffer.concat([...files, central, endRecord(entries.length, central.length, offset)])
}

function localHeader([name, content]: ZipEntry): Buffer {
  return Buffer.concat([Buffer.from('PK\x03\x04'), shared(name, content), Buffer.from(name)])
}

function centralHeader([name, content]: ZipEntry, offset: number): Buffer {
  const tail = Buffer.alloc(14)
  tail.writeUInt32LE(offset, 10)
  return Buffer.concat([Buffer.from('PK\x01\x02\x14\x00'), shared(name, content), tail, Buffer.from(name)])
}

/** The 26 bytes that both headers have: versions, method 0, date, checksum, sizes, length of the name. */
function shared(name: string, content: Buffer): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(DOS_DATE, 8)
  fields.writeUInt32LE(crc32(content), 10)
  fields.writeUInt32LE(content.length, 14)
  fields.writeUInt32LE(content.length, 18)
  fields.writeUInt16LE(Buffer.byteLength(name), 22)
  return fields
}

function endRecord(count: number, size: number, offset: number): Buffer {
  const record = Buffer.alloc(22)
  record.write('PK\x05\x06', 0, 'latin1')
  record.writeUInt16LE(count, 8)
  record.writeUInt16LE(count, 10)
  record.writeUInt32LE(size, 12)
  record.writeUInt32LE(offset, 16)
  return record
}
