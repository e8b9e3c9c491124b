import type { Descriptor } from '../lib/descriptor.ts'
import type { AccountId, RecordId } from '../lib/id.ts'
import type { Queryable } from './database.ts'
import { join, raw, type Sql, sql } from './sql.ts'

/** Bytes of one record's text that are indexed; tsvector itself ends at 1 MB. */
export const MAX_INDEXED = 256 * 1024

export interface Searchable {
  readonly id: RecordId
  readonly title: string
  readonly at: Date
  /** Text by weight, A the strongest. */
  readonly words: Readonly<Partial<Record<'A' | 'B' | 'C' | 'D', string>>>
}

/** Puts records in the one full-text index of the house. */
export async function index(
  db: Queryable,
  accountId: AccountId,
  type: string,
  records: readonly Searchable[],
): Promise<void> {
  if (records.length === 0) return
  const rows = records.map(({ id, title, at, words }) => ({
    id,
    title: upTo(clean(title), 500),
    at: at.toISOString(),
    ...Object.fromEntries(
      ['A', 'B', 'C', 'D'].map(w => [w.toLowerCase(), upTo(untagged(words[w as 'A'] ?? ''), MAX_INDEXED)]),
    ),
  }))
  await db.run(sql`
    insert into search (account_id, type, id, title, at, words)
    select ${accountId}::bigint, ${type}, id, title, at,
      words(a, 'A') || words(b, 'B') || words(c, 'C') || words(d, 'D')
    from jsonb_to_recordset(${JSON.stringify(rows)})
      as r(id bigint, title text, at timestamptz, a text, b text, c text, d text)
    on conflict (account_id, type, id) do update set title = excluded.title, at = excluded.at, words = excluded.words`)
}

/** No character is cut in two: half of one could not be kept, nor what is indexed together with it. */
const upTo = (text: string, length: number): string => text.slice(0, length).toWellFormed()

/** PostgreSQL's text holds no NUL. */
const clean = (text: string): string => text.replaceAll('\0', ' ')

/** Its reader of words passes over what it takes for a tag. */
const untagged = (text: string): string => clean(text).replaceAll('<', ' ')

/** Indexes light records by the weights of their descriptor's properties. */
export async function indexRecords(
  db: Queryable,
  accountId: AccountId,
  descriptor: Descriptor,
  records: readonly { id: RecordId; values: Readonly<Record<string, unknown>> }[],
): Promise<void> {
  if (!descriptor.searchColumn) return
  const searched = Object.entries(descriptor.properties).filter(([, p]) => p.search)
  const titled = searched.find(([, p]) => p.search === 'A')?.[0]
  await index(
    db,
    accountId,
    descriptor.name,
    records.map(({ id, values }) => ({
      id,
      title: titled ? plain(values[titled]) : '',
      at: new Date(),
      words: Object.fromEntries(
        ['A', 'B', 'C', 'D'].map(weight => [
          weight,
          searched
            .filter(([, p]) => p.search === weight)
            .map(([wire]) => plain(values[wire]))
            .join('\n'),
        ]),
      ),
    })),
  )
}

/** Words of a value: text without its HTML tags, the words of a set. */
function plain(value: unknown): string {
  if (typeof value === 'string') return value.replace(TAG, ' ')
  if (typeof value === 'object' && value !== null) return Object.keys(value).join(' ')
  return ''
}

/** From its last beginning on: of a text of beginnings alone, each would be looked through to the end. */
const TAG = /<[^<>]*>/g

export const MAX_TERMS = 32
/** Characters of a query that are looked at: PostgreSQL takes long over more, and gives up in the end. */
const MAX_SOUGHT = 4096

/**
 * A query as people type it: every word must stand (as a stem or as the beginning of a word), "quoted words" in
 * their order, -word must not. Null when nothing can be searched for.
 */
export function tsquery(text: string): Sql | null {
  const terms = readTerms(text.slice(0, MAX_SOUGHT)).slice(0, MAX_TERMS)
  const parts = terms.map(({ text: words, phrase, not }) => {
    const found = phrase
      ? sql`(phraseto_tsquery('plain', ${words}) || phraseto_tsquery('french_folded', ${words}))`
      : sql`(plainto_tsquery('french_folded', ${words}) || plainto_tsquery('english_folded', ${words}) || prefix_query(${words}))`
    return not ? sql`!!${found}` : found
  })
  return parts.length ? sql`(${join(parts, ' && ')})` : null
}

interface Term {
  text: string
  phrase: boolean
  not: boolean
}

function readTerms(text: string): Term[] {
  const terms: Term[] = []
  for (const [, not, phrase, word] of untagged(text).matchAll(/(-?)(?:"([^"]*)"|([^\s"]+))/g)) {
    const words = (phrase ?? word ?? '').trim()
    if (/[\p{L}\p{N}]/u.test(words))
      terms.push({ text: words, phrase: phrase !== undefined, not: not === '-' })
  }
  return terms
}

/** Condition that the record in alias `t` holds the words. */
export function matchClause(type: string, text: string, alias = 't'): Sql {
  const query = tsquery(text)
  if (!query) return sql`false`
  const t = raw(alias)
  return sql`${t}.id in (select w.id from search w
    where w.account_id = ${t}.account_id and w.type = ${type} and w.words @@ ${query})`
}
