import type { Descriptor } from '../../lib/descriptor.ts'

/** A type as the client keeps it. */
export interface SyncedType {
  readonly descriptor: Descriptor
  readonly name: string
  /** Every property. */
  readonly all: readonly string[]
  /** The properties that a list shows; a record is asked for these unless more is wanted. */
  readonly listed: readonly string[]
}

export type ListedProperties = Readonly<Record<string, readonly string[]>>

/** The types that this client was made for. */
export class Catalogue {
  readonly names: readonly string[]
  /** Changes with the descriptors: a cache made under another fingerprint is dropped. */
  readonly fingerprint: string
  readonly #types: ReadonlyMap<string, SyncedType>

  constructor(descriptors: readonly Descriptor[], listed: ListedProperties = {}) {
    this.#types = new Map(descriptors.map(d => [d.name, syncedType(d, listed[d.name])]))
    this.names = [...this.#types.keys()]
    this.fingerprint = fingerprint(JSON.stringify([descriptors, listed]))
  }

  type(name: string): SyncedType {
    const type = this.#types.get(name)
    if (!type) throw new Error(`the client was not made for the type ${name}`)
    return type
  }

  find(name: string): SyncedType | undefined {
    return this.#types.get(name)
  }
}

function syncedType(descriptor: Descriptor, listed: readonly string[] | undefined): SyncedType {
  const all = Object.keys(descriptor.properties)
  return { descriptor, name: descriptor.name, all, listed: listed ?? all }
}

/** FNV-1a of 32 bits. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193)
  return (hash >>> 0).toString(16)
}
