// The kinds of value that a configuration key can have. `read` takes what YAML or the environment gives
// (there always a string) and answers undefined when that is not such a value.

export interface Key<T = unknown> {
  kind: string
  expects: string
  read: (value: unknown) => T | undefined
  default: T
  doc: string
  env?: string
  secret?: boolean
}

export interface Group {
  readonly [name: string]: Key | Group
}

export type Values<G> = { [N in keyof G]: G[N] extends Key<infer T> ? T : Values<G[N]> }

type Rest = { doc: string; env?: string }

export function isKey(entry: Key | Group): entry is Key {
  return typeof entry['read'] === 'function'
}

export function text<T extends string | null>(fallback: T, rest: Rest): Key<string | T> {
  return { kind: 'text', expects: 'a text', read: readText, default: fallback, ...rest }
}

/** A text that is never shown, neither in an error nor in the log. */
export function secret(rest: Rest): Key<string | null> {
  return { ...text(null, rest), kind: 'secret', secret: true }
}

export function url(schemes: readonly string[], rest: Rest & { secret?: boolean }): Key<string | null> {
  const read = (value: unknown) => {
    const given = readText(value)
    return given !== undefined &&
      schemes.some(scheme => given.startsWith(`${scheme}://`)) &&
      URL.canParse(given)
      ? given
      : undefined
  }
  const expects = `an address that begins with ${schemes.map(scheme => `${scheme}://`).join(' or ')}`
  return { kind: 'URL', expects, read, default: null, ...rest }
}

export function integer(least: number, most: number, fallback: number, rest: Rest): Key<number> {
  const read = (value: unknown) => {
    const given = typeof value === 'string' && /^\d+$/.test(value) ? Number(value) : value
    return typeof given === 'number' && Number.isInteger(given) && given >= least && given <= most
      ? given
      : undefined
  }
  return {
    kind: 'integer',
    expects: `a whole number from ${least} to ${most}`,
    read,
    default: fallback,
    ...rest,
  }
}

export function share(fallback: number, rest: Rest): Key<number> {
  const read = (value: unknown) => {
    const given = Number(value)
    return String(value).trim() !== '' && given > 0 && given <= 1 ? given : undefined
  }
  return { kind: 'share', expects: 'a number above 0, up to 1', read, default: fallback, ...rest }
}

export function port(fallback: number, doc: string): Key<number> {
  return {
    ...integer(0, 65535, fallback, { doc }),
    kind: 'port',
    expects: 'a port from 0 (any free one) to 65535',
  }
}

const units: Readonly<Record<string, number>> = { '': 1, KiB: 2 ** 10, MiB: 2 ** 20, GiB: 2 ** 30 }

export function size(fallback: number, rest: Rest): Key<number> {
  const read = (value: unknown) => {
    const [, digits, unit = ''] = /^(\d+) ?(KiB|MiB|GiB)?$/.exec(String(value)) ?? []
    return digits === undefined ? undefined : Number(digits) * units[unit]!
  }
  return { kind: 'size', expects: 'a number of bytes, or such as 50 MiB', read, default: fallback, ...rest }
}

export function flag(fallback: boolean, rest: Rest): Key<boolean> {
  const read = (value: unknown) =>
    String(value) === 'true' ? true : String(value) === 'false' ? false : undefined
  return { kind: 'true or false', expects: 'true or false', read, default: fallback, ...rest }
}

export function choice<const T extends string>(among: readonly T[], fallback: T, rest: Rest): Key<T> {
  const read = (value: unknown) => among.find(each => each === value)
  return { kind: 'choice', expects: `one of ${among.join(', ')}`, read, default: fallback, ...rest }
}

/** Several of a closed list: a YAML list, or one text with commas. */
export function choices<const T extends string>(among: readonly T[], rest: Rest): Key<readonly T[]> {
  const read = (value: unknown) => {
    const given: unknown[] = Array.isArray(value) ? value : String(value).split(',')
    const found = given.map(word => among.find(each => each === String(word).trim()))
    return found.length > 0 && found.every(each => each !== undefined) ? found : undefined
  }
  return { kind: 'list', expects: `a list of ${among.join(', ')}`, read, default: among, ...rest }
}

/** Any number of texts: a YAML list, or one text with commas. */
export function texts(fallback: readonly string[], rest: Rest): Key<readonly string[]> {
  const read = (value: unknown) => {
    const given: unknown[] = Array.isArray(value) ? value : String(value).split(',')
    const found = given.map(word => readText(typeof word === 'string' ? word.trim() : word))
    return found.every(each => each !== undefined) ? found : undefined
  }
  return { kind: 'list', expects: 'a list of texts', read, default: fallback, ...rest }
}

function readText(value: unknown): string | undefined {
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value.trim() !== '' ? value : undefined
}
