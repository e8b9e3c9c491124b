import { Malformed } from '../../../lib/errors.ts'
import { type FilterCondition, type FilterTree, isOperator } from '../../../lib/filter.ts'
import { type RecordId, readId } from '../../../lib/id.ts'
import { matchClause, tsquery } from '../../../store/search.ts'
import { all, any, raw, type Sql, sql } from '../../../store/sql.ts'
import { mailbox } from '../types.ts'
import { hasWord } from './keyword.ts'

/**
 * Conditions on an email `t` and its content, in SQL; IMAP's SEARCH is made of the same. Each stands for itself, so
 * that they combine freely.
 */
export const treeClause = (tree: FilterTree, known: Known): Sql => {
  if (!isOperator(tree)) return conditionClause(tree, known)
  const parts = tree.conditions.map(condition => treeClause(condition, known))
  if (tree.operator === 'AND') return all(parts)
  if (tree.operator === 'OR') return any(parts)
  return sql`not coalesce(${any(parts)}, false)`
}

/** What was looked up for a filter beforehand, by the operands of its conditions. */
export interface Known {
  /** Emails that a condition on a header names: header-search.ts. */
  readonly headers: ReadonlyMap<unknown, readonly RecordId[]>
  /** Senders that a condition on them may mean, as `sender` spells them: sender-search.ts. Others are not known. */
  readonly senders: ReadonlyMap<unknown, readonly string[]>
}

export const NOTHING_KNOWN: Known = { headers: new Map(), senders: new Map() }

const conditionClause = (condition: FilterCondition, known: Known): Sql =>
  all(Object.entries(condition).map(([name, operand]) => one(name, operand, known)))

function one(name: string, operand: unknown, { headers, senders }: Known): Sql {
  if (name === 'header') return headerClause(operand, headers)
  const among = name === 'from' ? senders.get(operand) : undefined
  if (among) return sentBy(among, readText(operand, 'from'))
  const clause = CLAUSES[name]
  if (!clause) throw new Error(`no SQL for the filter ${name}`)
  return clause(operand)
}

// RFC 8621 §4.4.1
const CLAUSES: Readonly<Record<string, (operand: unknown) => Sql>> = {
  inMailbox: operand => inMailbox(readMailboxId(operand)),
  inMailboxOtherThan: operand =>
    sql`exists (select from mailbox_email h where h.account_id = t.account_id and h.email_id = t.id
      and h.mailbox_id <> all(${readList(operand, 'inMailboxOtherThan').map(readMailboxId)}::bigint[]))`,
  before: operand => sql`t.received_at < ${operand}::timestamptz`,
  after: operand => sql`t.received_at >= ${operand}::timestamptz`,
  minSize: operand => sql`t.size >= ${operand}::bigint`,
  maxSize: operand => sql`t.size < ${operand}::bigint`,
  allInThreadHaveKeyword: operand => sql`not ${inThread(sql`not ${hasKeyword(operand, 'o')}`)}`,
  someInThreadHaveKeyword: operand => inThread(hasKeyword(operand, 'o')),
  noneInThreadHaveKeyword: operand => sql`not ${inThread(hasKeyword(operand, 'o'))}`,
  hasKeyword: operand => hasKeyword(operand),
  notKeyword: operand => sql`not ${hasKeyword(operand)}`,
  hasAttachment: operand => sql`t.has_attachment = ${operand}::boolean`,
  text: operand => matchClause('Email', readText(operand, 'text')),
  from: operand => contentContains(raw('c.from_text'), readText(operand, 'from')),
  to: operand => contentContains(raw('c.to_text'), readText(operand, 'to')),
  cc: operand => contentContains(raw('c.cc_text'), readText(operand, 'cc')),
  bcc: operand => contentContains(raw('c.bcc_text'), readText(operand, 'bcc')),
  subject: operand => contentContains(raw('c.subject_text'), readText(operand, 'subject')),
  body: operand => bodyMatches(readText(operand, 'body')),
  attachmentName: operand => contentContains(raw('c.file_text'), readText(operand, 'attachmentName')),
  assignedTo: operand => isAssigned(sql`a.assignee_id = ${readText(operand, 'assignedTo')}`),
  isAssigned: operand => sql`${operand === true} = ${isAssigned(sql`true`)}`,
}

const isAssigned = (which: Sql): Sql => sql`
  exists (select from thread_assignment a where a.account_id = t.account_id and a.thread_id = t.thread_id and ${which})`

export const inMailbox = (id: RecordId): Sql => sql`
  exists (select from mailbox_email h where h.account_id = t.account_id and h.email_id = t.id and h.mailbox_id = ${id})`

export const hasKeyword = (word: unknown, alias: 't' | 'o' = 't'): Sql =>
  hasWord(alias, readText(word, 'keyword').toLowerCase())

/** Some email `o` of the same thread fulfils this. */
export const inThread = (clause: Sql): Sql => sql`
  exists (select from email o where o.account_id = t.account_id and o.thread_id = t.thread_id and ${clause})`

const contentContains = (folded: Sql, text: string): Sql => sql`
  exists (select from email_content c where c.account_id = t.account_id and c.id = t.id and ${holdsWords(folded, text)})`

/** The same of senders, of whom only these can be meant. */
const sentBy = (senders: readonly string[], text: string): Sql => sql`
  t.id in (select c.id from email_content c where c.account_id = t.account_id
    and ${sender} = any(${senders}::text[]) and ${holdsWords(raw('c.from_text'), text)})`

/** A sender as the index has it: of a long list of people the beginning. */
export const SENDER_LENGTH = 200
export const sender: Sql = raw(`left(c.from_text, ${SENDER_LENGTH})`)

/** Every word of the text stands in what is folded (folded.ts); "quoted words" together. */
export const holdsWords = (folded: Sql, text: string): Sql =>
  all(wordsIn(text).map(word => holdsText(folded, word)))

export const wordsIn = (text: string): string[] =>
  Array.from(text.matchAll(/"([^"]*)"|([^\s"]+)/g), ([, phrase, word]) => phrase ?? word ?? '')

/** The text stands in what is folded; it is folded itself once, not again for each row. */
export const holdsText = (folded: Sql, text: string): Sql =>
  sql`strpos(${folded}, (select fold(${text}::text))) > 0`

/** The words stand in the body, or in the names or the text of attachments. */
export function bodyMatches(text: string): Sql {
  const query = tsquery(text)
  if (!query) return sql`false`
  return sql`t.id in (select w.id from search w where w.account_id = t.account_id and w.type = 'Email'
    and w.words @@ ${query} and ts_filter(w.words, '{c,d}') @@ ${query})`
}

function headerClause(operand: unknown, headers: Known['headers']): Sql {
  const ids = headers.get(operand)
  if (!ids) throw new Error('the header was not looked up')
  return sql`t.id = any(${ids}::bigint[])`
}

/** An id that cannot be a mailbox's names none. */
export const readMailboxId = (text: unknown): RecordId =>
  readId(mailbox.prefix, String(text)) ?? (0 as RecordId)

function readText(operand: unknown, at: string): string {
  if (typeof operand !== 'string') throw new Malformed('a string is expected', at)
  return operand
}

function readList(operand: unknown, at: string): readonly unknown[] {
  if (!Array.isArray(operand)) throw new Malformed('a list is expected', at)
  return operand
}

export interface Split {
  mailboxId: RecordId
  rest: FilterTree | null
}

/** Takes the one mailbox that every match is in out of a filter. */
export function splitMailbox(tree: FilterTree): Split | null {
  if (isOperator(tree)) return tree.operator === 'AND' ? splitAll(tree.conditions) : null
  if (!('inMailbox' in tree)) return null
  const { inMailbox: id, ...rest } = tree
  return { mailboxId: readMailboxId(id), rest: Object.keys(rest).length ? rest : null }
}

function splitAll(conditions: readonly FilterTree[]): Split | null {
  for (const [i, condition] of conditions.entries()) {
    const split = splitMailbox(condition)
    if (!split) continue
    const others = conditions.toSpliced(i, 1, ...(split.rest ? [split.rest] : []))
    return {
      mailboxId: split.mailboxId,
      rest: others.length ? { operator: 'AND', conditions: others } : null,
    }
  }
  return null
}

/** What a filter asks beside these conditions, as far as that can be asked alone; every match fulfils it. */
export function withoutConditions(tree: FilterTree, names: ReadonlySet<string>): FilterTree | null {
  if (!isOperator(tree)) {
    const rest = Object.entries(tree).filter(([name]) => !names.has(name))
    return rest.length ? Object.fromEntries(rest) : null
  }
  if (tree.operator !== 'AND') return hasCondition(tree, names) ? null : tree
  const conditions = tree.conditions
    .map(condition => withoutConditions(condition, names))
    .filter(condition => condition !== null)
  return conditions.length ? { operator: 'AND', conditions } : null
}

export const hasCondition = (tree: FilterTree, names: ReadonlySet<string>): boolean =>
  isOperator(tree)
    ? tree.conditions.some(condition => hasCondition(condition, names))
    : Object.keys(tree).some(name => names.has(name))

/** What a filter asks by this condition, wherever it does. */
export const operandsOf = (tree: FilterTree, name: string): unknown[] =>
  isOperator(tree)
    ? tree.conditions.flatMap(condition => operandsOf(condition, name))
    : name in tree
      ? [tree[name]]
      : []

/** The same, of those conditions that every match fulfils. */
export function demandsOf(tree: FilterTree, name: string): unknown[] {
  if (!isOperator(tree)) return operandsOf(tree, name)
  return tree.operator === 'AND' ? tree.conditions.flatMap(condition => demandsOf(condition, name)) : []
}
