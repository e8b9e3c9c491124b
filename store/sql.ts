/**
 * SQL with its values apart. Fragments nest; the text of a whole statement names its prepared form, so that
 * PostgreSQL plans each once per connection.
 *
 *   sql`select id from note where account_id = ${account} and ${visible}`
 */
export interface Sql {
  readonly texts: readonly string[]
  readonly values: readonly unknown[]
}

const fragments = new WeakSet<object>()

export function sql(strings: TemplateStringsArray, ...parts: readonly unknown[]): Sql {
  const texts = [strings[0]!]
  const values: unknown[] = []
  parts.forEach((part, i) => {
    if (isSql(part)) splice(texts, values, part)
    else {
      values.push(part)
      texts.push('')
    }
    texts[texts.length - 1] += strings[i + 1]!
  })
  return mark({ texts, values })
}

/** Text of ours, never of theirs: a name of a column, a keyword. */
export const raw = (text: string): Sql => mark({ texts: [text], values: [] })

/** A quoted identifier. */
export const name = (identifier: string): Sql => raw('"' + identifier.replaceAll('"', '""') + '"')

export const empty = raw('')

export function join(parts: readonly Sql[], separator: string): Sql {
  const texts = ['']
  const values: unknown[] = []
  parts.forEach((part, i) => {
    if (i > 0) texts[texts.length - 1] += separator
    splice(texts, values, part)
  })
  return mark({ texts, values })
}

/** One term each, whatever stands around it. */
export const all = (parts: readonly Sql[]): Sql =>
  parts.length ? sql`((${join(parts, ') and (')}))` : sql`true`
export const any = (parts: readonly Sql[]): Sql =>
  parts.length ? sql`((${join(parts, ') or (')}))` : sql`false`

/** The statement as the driver takes it. */
export function statement(query: Sql): { text: string; values: unknown[]; name?: string } {
  const text = query.texts.reduce((whole, part, i) => `${whole}$${i}${part}`)
  const values = [...query.values]
  // Only the simple protocol, which takes no values, runs several commands at once: migrations are sent so.
  const prepared = values.length ? preparedName(text) : null
  return prepared ? { text, values, name: prepared } : { text, values }
}

const MAX_PREPARED = 1000
const prepared = new Map<string, string>()

/** Statements are few and written by us; filters of clients could make many, so the count is bounded. */
function preparedName(text: string): string | null {
  const known = prepared.get(text)
  if (known) return known
  if (prepared.size >= MAX_PREPARED) return null
  const fresh = `s${prepared.size}`
  prepared.set(text, fresh)
  return fresh
}

const isSql = (part: unknown): part is Sql => typeof part === 'object' && part !== null && fragments.has(part)

function mark(fragment: Sql): Sql {
  fragments.add(fragment)
  return fragment
}

function splice(texts: string[], values: unknown[], part: Sql): void {
  texts[texts.length - 1] += part.texts[0]!
  texts.push(...part.texts.slice(1))
  values.push(...part.values)
}
