/** `/mail/:mailbox/:thread?` → `{ mailbox: string; thread?: string }` */
export type Params<P extends string> = P extends `${infer Head}/${infer Tail}`
  ? Param<Head> & Params<Tail>
  : Param<P>

type Param<S extends string> = S extends `:${infer Name}?`
  ? { readonly [K in Name]?: string }
  : S extends `:${infer Name}`
    ? { readonly [K in Name]: string }
    : unknown

/**
 * The parts of `path` that `pattern` names, decoded, or null when the path is another one. `:name` is one part,
 * `:name?` one that may be absent at the end, a last `*` whatever follows.
 */
export function matchRoute<P extends string>(pattern: P, path: string): Params<P> | null {
  const wanted = partsOf(pattern)
  const given = partsOf(path)
  const open = wanted.at(-1) === '*'
  if (open) wanted.pop()
  if (given.length > wanted.length && !open) return null
  const params: Record<string, string> = {}
  for (const [index, part] of wanted.entries()) {
    const value = given[index]
    if (value === undefined) {
      if (!part.endsWith('?')) return null
    } else if (part.startsWith(':')) params[part.replace(/^:|\?$/g, '')] = decode(value)
    else if (part !== value) return null
  }
  return params as Params<P>
}

/** `routeTo('/mail', mailboxId, threadId)`: each part encoded, those that are missing left out. */
export const routeTo = (base: string, ...parts: readonly (string | null | undefined)[]): string =>
  [base, ...parts.filter(part => part != null).map(encodeURIComponent)].join('/')

const partsOf = (path: string): string[] => path.split('/').filter(part => part !== '')

/** An address typed by hand may hold a `%` that is none. */
function decode(part: string): string {
  try {
    return decodeURIComponent(part)
  } catch {
    return part
  }
}
