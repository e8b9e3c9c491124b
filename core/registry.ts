import type { Descriptor } from '../lib/descriptor.ts'
import type { AccountId } from '../lib/id.ts'
import type { MethodOf, Module, PushType, RecordType } from './module.ts'

/** Every module of the house, and what each brings, by name. */
export interface Registry {
  readonly modules: readonly Module[]
  /** Descriptors by type name; also what the store finds containers and prefixes in. */
  readonly descriptors: ReadonlyMap<string, Descriptor>
  readonly types: ReadonlyMap<string, RecordType>
  readonly pushTypes: ReadonlyMap<string, PushType>
  readonly methods: ReadonlyMap<string, MethodOf>
  /** Module that brings a capability. */
  moduleOf(capability: string): Module | null
  /** Whether an organisation has switched a module on; told by core/modules.ts, true until then. */
  isOn(organisationId: AccountId, module: string): boolean
  setOff(organisationId: AccountId, modules: ReadonlySet<string>): void
  /** Called whenever an organisation's switches were told anew; returns how to stop. */
  onSwitch(listener: (organisationId: AccountId) => void): () => void
}

export function registry(modules: readonly Module[]): Registry {
  const types = unique(modules.flatMap(m => m.types.map(t => [t.descriptor.name, t] as const)))
  unique([...types.values()].map(t => [t.descriptor.prefix, t] as const))
  const pushTypes = unique(modules.flatMap(m => Object.entries(m.pushTypes ?? {})))
  const methods = unique(modules.flatMap(m => Object.entries(m.methods ?? {})))
  const owners = unique(modules.flatMap(m => Object.keys(m.capabilities).map(c => [c, m] as const)))
  const off = new Map<AccountId, ReadonlySet<string>>()
  const listeners = new Set<(organisationId: AccountId) => void>()
  return {
    modules,
    types,
    pushTypes,
    descriptors: new Map(Array.from(types, ([name, t]) => [name, t.descriptor])),
    methods,
    moduleOf: capability => owners.get(capability) ?? null,
    isOn: (organisationId, module) => !off.get(organisationId)?.has(module),
    setOff: (organisationId, names) => {
      off.set(organisationId, names)
      for (const listener of listeners) listener(organisationId)
    },
    onSwitch: listener => {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
}

function unique<T>(entries: Iterable<readonly [string, T]>): Map<string, T> {
  const map = new Map<string, T>()
  for (const [name, value] of entries) {
    if (map.has(name)) throw new Error(`two modules bring ${name}`)
    map.set(name, value)
  }
  return map
}
