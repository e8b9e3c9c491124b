import type { JsonObject } from '../../../wire/jmap/json.ts'
import type { WireRecord } from '../../../wire/jmap/record.ts'

interface Stamp {
  readonly seq: number
  readonly createdSeq: number
  readonly record: WireRecord | null
}

/** The records of one account and type, each with the number of its last change. */
export class MemoryTable {
  seq = 0
  /** Changes before this one are forgotten. */
  floor = 0
  readonly #stamps = new Map<string, Stamp>()
  readonly #keys = new Map<string, string>()

  get(id: string): WireRecord | undefined {
    return this.#stamps.get(id)?.record ?? undefined
  }

  all(): WireRecord[] {
    return [...this.#stamps.values()].flatMap(({ record }) => record ?? [])
  }

  /** The record that a client key made before. */
  madeBy(key: string | undefined): WireRecord | undefined {
    const id = key === undefined ? undefined : this.#keys.get(key)
    return id === undefined ? undefined : this.get(id)
  }

  create(prefix: string, properties: JsonObject, key: string | undefined): WireRecord {
    const seq = ++this.seq
    const record = { ...properties, id: `${prefix}${seq}` }
    this.#stamps.set(record.id, { seq, createdSeq: seq, record })
    if (key !== undefined) this.#keys.set(key, record.id)
    return record
  }

  write(id: string, record: WireRecord | null): void {
    const { createdSeq } = this.#stamps.get(id)!
    this.#stamps.set(id, { seq: ++this.seq, createdSeq, record })
  }

  since(seq: number): [id: string, stamp: Stamp][] {
    return [...this.#stamps].filter(([, stamp]) => stamp.seq > seq).sort((a, b) => a[1].seq - b[1].seq)
  }
}
