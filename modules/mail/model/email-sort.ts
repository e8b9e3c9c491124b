import { Malformed } from '../../../lib/errors.ts'
import type { Comparator } from '../../../lib/filter.ts'
import { join, raw, type Sql, sql } from '../../../store/sql.ts'
import { hasKeyword, inThread } from './email-filter.ts'

export const NEWEST_FIRST: readonly Comparator[] = [{ property: 'receivedAt', isAscending: false }]

/** The order of emails `t`; the newer id stands first among equals, so that it is total. */
export function orderOf(sort: readonly Comparator[]): Sql {
  const parts = sort.map(comparator => {
    const direction = raw(comparator.isAscending === false ? ' desc nulls first' : ' asc nulls last')
    return sql`${keyOf(comparator)}${direction}`
  })
  return join([...parts, raw('t.id desc')], ', ')
}

/** Whether some key is in the content, joined as `c`. */
export const sortsByContent = (sort: readonly Comparator[]): boolean =>
  sort.some(({ property }) => CONTENT_KEYS.has(property))

/** Whether some key is in what is put off, joined as `z`. */
export const sortsByListing = (sort: readonly Comparator[]): boolean =>
  sort.some(({ property }) => property === 'listedAt')

const CONTENT_KEYS = new Set(['from', 'to', 'subject', 'sentAt'])

// RFC 8621 §4.4.2
function keyOf(comparator: Comparator): Sql {
  switch (comparator.property) {
    case 'receivedAt':
      return raw('t.received_at')
    case 'listedAt':
      return raw('coalesce(z.until, t.received_at)')
    case 'size':
      return raw('t.size')
    case 'from':
      return raw('c.from_key collate "C"')
    case 'to':
      return raw('c.to_key collate "C"')
    case 'subject':
      return raw('fold(c.base_subject) collate "C"')
    case 'sentAt':
      return raw('c.sent_instant')
    case 'hasKeyword':
      return hasKeyword(keywordOf(comparator))
    case 'allInThreadHaveKeyword':
      return sql`not ${inThread(sql`not ${hasKeyword(keywordOf(comparator), 'o')}`)}`
    case 'someInThreadHaveKeyword':
      return inThread(hasKeyword(keywordOf(comparator), 'o'))
    default:
      throw new Error(`no SQL for the sort ${comparator.property}`)
  }
}

function keywordOf(comparator: Comparator): string {
  const word = comparator['keyword']
  if (typeof word !== 'string') throw new Malformed('this sort needs a keyword', 'sort')
  return word
}
