import { join, raw, type Sql, sql } from '../../../store/sql.ts'

/** What messages are sorted by. RFC 5256 §3, RFC 5957 §3 */
export interface MessageSort {
  readonly by: 'arrival' | 'cc' | 'date' | 'from' | 'size' | 'subject' | 'to' | 'displayfrom' | 'displayto'
  readonly reverse: boolean
}

/** The order of messages `e` with their content `c` and UIDs `h`; RFC 5256 §3: equals stand as in the mailbox. */
export function orderOf(sort: readonly MessageSort[]): Sql {
  const keys = sort.map(({ by, reverse }) => sql`${keyOf(by)}${raw(reverse ? ' desc' : '')}`)
  return join([...keys, raw('h.uid')], ', ')
}

export const sortsByContent = (sort: readonly MessageSort[]): boolean =>
  sort.some(({ by }) => by !== 'arrival' && by !== 'size')

function keyOf(by: MessageSort['by']): Sql {
  switch (by) {
    case 'arrival':
      return raw('e.received_at')
    case 'size':
      return raw('e.size')
    // RFC 5256 §2.2: what has no date of its own has that of its arrival.
    case 'date':
      return raw('coalesce(c.sent_instant, e.received_at)')
    case 'subject':
      return folded(raw('c.base_subject'))
    // RFC 5256 §3: the part before the @ of the first address, or the name of a group.
    case 'cc':
    case 'from':
    case 'to':
      return folded(raw(`c.envelope #>> '{${by},0,mailbox}'`))
    case 'displayfrom':
      return folded(displayed('from'))
    case 'displayto':
      return folded(displayed('to'))
  }
}

/** RFC 5957 §3: the name of the first address, or the address itself. */
const displayed = (list: 'from' | 'to'): Sql =>
  raw(`case when c.envelope #>> '{${list},0,host}' is null then c.envelope #>> '{${list},0,mailbox}'
    else coalesce(nullif(c.${list}_list #>> '{0,name}', ''),
      concat_ws('@', c.envelope #>> '{${list},0,mailbox}', nullif(c.envelope #>> '{${list},0,host}', ''))) end`)

/** RFC 5256 §3 has texts compared by i;unicode-casemap: in capitals, and decomposed. */
const folded = (text: Sql): Sql =>
  sql`upper(normalize(coalesce(${text}, ''), NFKD) collate "pg_unicode_fast") collate "C"`
