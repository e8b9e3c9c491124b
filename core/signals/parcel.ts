import { RESYNC, type Signal } from '../signals.ts'

/** Signals as they travel: JSON texts, each `{from, signals}` and no longer than the carrier takes. */
export function pack(from: string, signals: readonly Signal[], maxBytes: number): string[] {
  const head = `{"from":${JSON.stringify(from)},"signals":[`
  const room = maxBytes - head.length - 2
  const parcels: string[][] = []
  let left = 0
  for (const signal of signals) {
    const text = fitting(signal, room)
    const size = Buffer.byteLength(text) + 1
    if (size > left || parcels.length === 0) {
      parcels.push([])
      left = room
    }
    parcels.at(-1)!.push(text)
    left -= size
  }
  return parcels.map(texts => `${head}${texts.join(',')}]}`)
}

/** What is too long to be told becomes the hint to look for oneself. */
function fitting(signal: Signal, room: number): string {
  const text = JSON.stringify(signal)
  return Buffer.byteLength(text) < room ? text : JSON.stringify(RESYNC)
}

export function unpack(parcel: string): { from: string; signals: Signal[] } {
  return JSON.parse(parcel)
}
