/**
 * What a type of record looks like: plain data that the store (SQL), the JMAP door (methods, errors) and the web
 * client (types, cache, offline queries) all read. It generates no table: SQL is written, and checked against it.
 *
 *   type Note = RecordOf<typeof note>      the record as it stands on the wire
 *   note.properties.title                  kind, limits, who may set it
 *   note.filters.pinned                    what a filter condition means, on the server and in the browser
 */

/** Who may give a property its value: the client at any time, only on creation, or the server alone. */
export type Setter = 'client' | 'create' | 'server'

export type Weight = 'A' | 'B' | 'C' | 'D'

export interface EmailAddress {
  name: string | null
  email: string
}

export type Kind =
  | 'text'
  | 'integer'
  | 'boolean'
  | 'instant'
  | 'date'
  | 'id'
  | 'idSet'
  | 'keywords'
  | 'texts'
  | 'addresses'
  | 'blob'
  | 'json'
  | 'rights'
  | 'computed'

export interface Property<T = unknown> {
  readonly kind: Kind
  /** Never set; carries the wire type for inference. */
  readonly wire?: T
  /** Column of the type's table; null for what a hook computes. */
  readonly column: string | null
  readonly setter: Setter
  readonly nullable: boolean
  /** Value when a creation leaves it out; undefined means that it must be given (unless the server sets it). */
  readonly default: T | undefined
  /** Characters of a text, items of a set, bytes of JSON. */
  readonly max: number | null
  readonly values: readonly string[] | null
  /** Name of the type whose ids stand here. */
  readonly type: string | null
  /** Weight in the full-text index, null when it is not searched. */
  readonly search: Weight | null
  /** The server puts the instant there: once, or at each change. */
  readonly stamp: 'created' | 'updated' | null
  /** The extension that brings the property, where it is another than the type's: told only to those who use it. */
  readonly capability: string | null
}

interface Options<T> {
  column?: string
  setter?: Setter
  default?: T
  max?: number
  search?: Weight
  capability?: string
}

const property = <T>(kind: Kind, options: Options<T> & Partial<Property<T>> = {}): Property<T> => ({
  kind,
  column: options.column ?? null,
  setter: options.setter ?? 'client',
  nullable: options.nullable ?? false,
  default: options.default,
  max: options.max ?? null,
  values: options.values ?? null,
  type: options.type ?? null,
  search: options.search ?? null,
  stamp: options.stamp ?? null,
  capability: options.capability ?? null,
})

export const text = (options: Options<string> & { max: number }) => property<string>('text', options)
export const choice = <const V extends string>(values: readonly V[], options: Options<V> = {}) =>
  property<V>('text', { ...options, values })
export const integer = (options: Options<number> = {}) => property<number>('integer', options)
export const boolean = (options: Options<boolean> = {}) => property<boolean>('boolean', options)
/** UTCDate of RFC 8620 §1.4, whole seconds on the wire and in the row. */
export const instant = (options: Options<string> = {}) => property<string>('instant', options)
/** When the record was made, or last changed. */
export const stamped = (stamp: 'created' | 'updated', options: { column?: string } = {}) =>
  property<string>('instant', { ...options, setter: 'server', stamp })
export const date = (options: Options<string> = {}) => property<string>('date', options)
export const id = (type: string, options: Options<string> = {}) =>
  property<string>('id', { ...options, type })
export const idSet = (type: string, options: Options<Record<string, true>> & { max: number }) =>
  property<Record<string, true>>('idSet', { ...options, type })
/** Set of words that people or clients choose: `{ "urgent": true }` (array of text in the row). */
export const keywords = (options: Options<Record<string, true>> & { max: number }) =>
  property<Record<string, true>>('keywords', options)
export const texts = (options: Options<readonly string[]> & { max: number }) =>
  property<readonly string[]>('texts', options)
export const addresses = (options: Options<readonly EmailAddress[]> = {}) =>
  property<readonly EmailAddress[]>('addresses', options)
export const blob = (options: Options<string> = {}) => property<string>('blob', options)
export const json = <T>(options: Options<T> & { max: number }) => property<T>('json', options)
/** Given by a hook for a whole set of records at once; never stored in the type's own column. */
export const computed = <T>() => property<T>('computed', { setter: 'server' })
export const nullable = <T>(p: Property<T>): Property<T | null> => ({
  ...(p as Property<T | null>),
  nullable: true,
  default: p.default === undefined ? null : p.default,
})

/**
 * How a filter condition is decided. All but `hook` and `match` are record-local: the browser decides them too.
 * `hook` is answered by SQL that the module gives under the filter's name.
 */
export type Filter =
  | {
      readonly op: 'equals' | 'has' | 'lacks' | 'from' | 'before' | 'min' | 'below' | 'contains'
      readonly property: string
    }
  | { readonly op: 'match'; readonly property: null }
  | { readonly op: 'hook'; readonly property: null }

/** `local` says that the order of two records follows from these records alone. */
export interface Sort {
  readonly property: string | null
  readonly local: boolean
}

export const equals = (name: string): Filter => ({ op: 'equals', property: name })
/** The set holds the word or id. */
export const has = (name: string): Filter => ({ op: 'has', property: name })
export const lacks = (name: string): Filter => ({ op: 'lacks', property: name })
/** On or after an instant or date. */
export const from = (name: string): Filter => ({ op: 'from', property: name })
export const before = (name: string): Filter => ({ op: 'before', property: name })
export const min = (name: string): Filter => ({ op: 'min', property: name })
export const below = (name: string): Filter => ({ op: 'below', property: name })
/** The text contains these characters, letter case and accents aside. */
export const contains = (name: string): Filter => ({ op: 'contains', property: name })
/** Full-text search over the type's searchable properties. */
export const match = (): Filter => ({ op: 'match', property: null })
export const hooked = (): Filter => ({ op: 'hook', property: null })

export const by = (name: string): Sort => ({ property: name, local: true })
export const hookedSort = (): Sort => ({ property: null, local: false })

/** Rights that a type used as a container can grant; their order fixes the bits in the database: append only. */
export type Rights = readonly string[]

/** What can be given over an account as a whole; their order fixes the bits in the database: append only. */
export const DELEGATE_RIGHTS = ['mayRead', 'maySendOnBehalf', 'maySendAs', 'mayManage'] as const
export type DelegateRight = (typeof DELEGATE_RIGHTS)[number]

/** Where the rights on a record come from. */
export type Container =
  /** Only the account's own people see it. */
  | { readonly kind: 'none' }
  /** The record is shared by itself. */
  | { readonly kind: 'self'; readonly rights: Rights }
  /** One other record holds it: `column` of the type's table has that record's number. */
  | { readonly kind: 'one'; readonly type: string; readonly property: string }
  /** Several hold it, through a table of memberships. */
  | {
      readonly kind: 'many'
      readonly type: string
      readonly property: string
      readonly through: { readonly table: string; readonly container: string; readonly record: string }
    }

export interface Descriptor<P extends Properties = Properties> {
  /** JMAP name, "Note". */
  readonly name: string
  /** JMAP capability URI. */
  readonly capability: string
  /** Letters before the number in an id; unique among types. */
  readonly prefix: string
  readonly table: string
  readonly container: Container
  /** Rights asked of the container to read, change and destroy a record; names from the container's `rights`. */
  readonly needs: { readonly read: string; readonly write: string; readonly destroy: string }
  /**
   * What a right over the whole account gives on every record: words of the container's rights, or of `needs` where
   * nothing holds the record. What is not named stays the owner's.
   */
  readonly delegates: Delegates
  readonly properties: P
  readonly filters: Readonly<Record<string, Filter>>
  readonly sorts: Readonly<Record<string, Sort>>
  /** Sort of a query that names none. */
  readonly order: readonly { readonly sort: string; readonly ascending: boolean }[]
  /** Column of the full-text vector, when some property is searchable. */
  readonly searchColumn: string | null
  /** Methods that the type has; a singleton or read-only type has fewer. */
  readonly methods: readonly Method[]
}

export type Delegates = Readonly<Partial<Record<DelegateRight, Rights>>>

export type Method = 'get' | 'changes' | 'set' | 'copy' | 'query' | 'queryChanges'
export const SIX_METHODS: readonly Method[] = ['get', 'changes', 'set', 'copy', 'query', 'queryChanges']

export type Properties = Readonly<Record<string, Property>>

type WireOf<Q> = Q extends Property<infer T> ? T : never

/** What a client has to use to be told every property. */
export const capabilitiesOf = ({ capability, properties }: Descriptor): string[] => [
  ...new Set([capability, ...Object.values(properties).flatMap(p => p.capability ?? [])]),
]

/** The record on the wire, with its id. */
export type RecordOf<D> =
  D extends Descriptor<infer P> ? { id: string } & { [K in keyof P]: WireOf<P[K]> } : never

interface Definition<P extends Properties> {
  name: string
  capability: string
  prefix: string
  table?: string
  container?: Container
  needs?: Descriptor['needs']
  delegates?: Delegates
  properties: P
  filters?: Readonly<Record<string, Filter>>
  sorts?: Readonly<Record<string, Sort>>
  order?: Descriptor['order']
  methods?: readonly Method[]
}

/** Completes a definition: columns take the property's name in snake case, the table the type's. */
export function descriptor<const P extends Properties>(definition: Definition<P>): Descriptor<P> {
  const properties = Object.fromEntries(
    Object.entries(definition.properties).map(([name, p]) => [name, withColumn(name, p)]),
  ) as unknown as P
  return {
    name: definition.name,
    capability: definition.capability,
    prefix: definition.prefix,
    table: definition.table ?? snake(definition.name),
    container: definition.container ?? { kind: 'none' },
    needs: definition.needs ?? { read: 'mayRead', write: 'mayWrite', destroy: 'mayWrite' },
    delegates: definition.delegates ?? {},
    properties,
    filters: definition.filters ?? {},
    sorts: definition.sorts ?? {},
    order: definition.order ?? [],
    searchColumn: Object.values(properties).some(p => p.search) ? 'search' : null,
    methods: definition.methods ?? SIX_METHODS,
  }
}

// RFC 9670 §1.5.1
const SHARING = 'urn:ietf:params:jmap:principals'

/** Who may see and change a record that is shared by itself or holds others; set by its account's owner. */
export const shareWith = () =>
  property<Record<string, Record<string, boolean>> | null>('rights', {
    nullable: true,
    default: null,
    capability: SHARING,
  })
/** What the reader may do, computed from the rights joined at read time. */
export const myRights = () => computed<Record<string, boolean>>()

const withColumn = (name: string, p: Property): Property =>
  p.kind === 'computed' || p.kind === 'rights' || p.column ? p : { ...p, column: snake(name) }

export const snake = (name: string): string =>
  name.replace(/[A-Z]/g, (letter, at: number) => (at ? '_' : '') + letter.toLowerCase())
