import type { Descriptor } from '../../lib/descriptor.ts'
import type { JsonObject } from '../../wire/jmap/json.ts'

/** A type as the client keeps it. */
export interface SyncedType {
  readonly descriptor: Descriptor
  readonly name: string
  /** Every property. */
  readonly all: readonly string[]
  /** The properties that a list shows; a record is asked for these unless more is wanted. */
  readonly listed: readonly string[]
  readonly near: NearFilters
}

/**
 * Filters that a record alone does not decide, as nearly as it can: what a list is made of out of reach of the server, and
 * nothing else.
 */
export type NearFilters = Readonly<Record<string, (record: JsonObject, operand: unknown) => boolean>>

export type ListedProperties = Readonly<Record<string, readonly string[]>>

/** The types that this client was made for. */
export class Catalogue {
  readonly names: readonly string[]
  /** Changes with the descriptors: a cache made under another fingerprint is dropped. */
  readonly fingerprint: string
  readonly #types: ReadonlyMap<string, SyncedType>

  constructor(
    descriptors: readonly Descriptor[],
    listed: ListedProperties = {},
    near: Readonly<Record<string, NearFilters>> = {},
  ) {
    this.#types = new Map(descriptors.map(d => [d.name, syncedType(d, listed[d.name], near[d.name])]))
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

function syncedType(
  descriptor: Descriptor,
  listed: readonly string[] | undefined,
  near: NearFilters = {},
): SyncedType {
  const all = Object.keys(descriptor.properties)
  return { descriptor, name: descriptor.name, all, listed: listed ?? all, near }
}

/** FNV-1a of 32 bits. */
function fingerprint(text: string): string {
  let hash = 0x811c9dc5
  for (const char of text) hash = Math.imul(hash ^ char.codePointAt(0)!, 0x01000193)
  return (hash >>> 0).toString(16)
}
