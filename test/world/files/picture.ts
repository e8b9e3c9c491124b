import { crc32, deflateSync } from 'node:zlib'

const WIDTH = 240
const HEIGHT = 150
const VARIANTS = 8
const drawn = new Map<number, Buffer>()

/** A small landscape: sky, hills, one tiled roof. Eight of them are enough, so each is drawn once. */
export function writePng(seed: number): Buffer {
  const variant = seed % VARIANTS
  const known = drawn.get(variant)
  if (known) return known
  const picture = encode(landscape(variant))
  drawn.set(variant, picture)
  return picture
}

type Colour = readonly [number, number, number]

function landscape(variant: number): Buffer {
  const rows: Buffer[] = []
  for (let y = 0; y < HEIGHT; y++) {
    const row = Buffer.alloc(1 + WIDTH * 3)
    for (let x = 0; x < WIDTH; x++) row.set(colourAt(x, y, variant), 1 + x * 3)
    rows.push(row)
  }
  return Buffer.concat(rows)
}

function colourAt(x: number, y: number, variant: number): Colour {
  const ridge = 70 + variant * 3
  const roof = Math.abs(x - 60 - variant * 15)
  if (roof < 45 && y > ridge + roof * 0.6 && y < ridge + 32) return [196 - (y % 4) * 9, 87, 47]
  if (roof < 38 && y >= ridge + 32 && y < 128) return [236, 226, 204]
  if (y > 96 + 12 * Math.sin((x + variant * 40) / 38)) return [112 + (y % 3) * 4, 140, 84]
  return [188 - (HEIGHT - y) / 3, 211 - (HEIGHT - y) / 5, 228]
}

function encode(rows: Buffer): Buffer {
  const header = Buffer.alloc(13)
  header.writeUInt32BE(WIDTH, 0)
  header.writeUInt32BE(HEIGHT, 4)
  header.set([8, 2], 8)
  const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a])
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

function chunk(name: string, content: Buffer): Buffer {
  const named = Buffer.concat([Buffer.from(name), content])
  const framed = Buffer.alloc(8 + named.length)
  framed.writeUInt32BE(content.length, 0)
  named.copy(framed, 4)
  framed.writeUInt32BE(crc32(named), 4 + named.length)
  return framed
}
