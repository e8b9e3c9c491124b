import { useCallback, useEffect, useRef, useState } from 'react'
import type { FilterTree } from '../../../../lib/filter.ts'
import { useClient } from '../../../../web/face.ts'
import { isObject, readArray } from '../../../../wire/jmap/json.ts'
import { MAIL } from '../../types.ts'
import type { Asked, ThreadSource } from '../list/use-threads.ts'
import type { Place } from '../place/place.ts'
import { useHighlight } from './highlight.ts'

/** What was found in an email, in words; undefined where nothing is looked for. */
export type Found = ((ref: EmailRef) => string | null) | undefined

interface EmailRef {
  readonly accountId: string
  readonly id: string
}

/** Rows asked about at once; the server answers at most twice as many. */
const AT_ONCE = 50
const PAUSE_MS = 80

/** The passages of the emails in sight that a search has found, asked for as they come into sight. RFC 8621 §5 */
export function useFound(place: Place, asked: readonly Asked[], source: ThreadSource): Found {
  const client = useClient()
  const parts = asked.filter(({ filter }) => filter != null)
  const isSearch = place.kind === 'search' && parts.length > 0
  const key = isSearch ? JSON.stringify(parts.map(({ accountId, filter }) => [accountId, filter])) : ''
  const passages = useRef(new Map<string, string | null>())
  const words = useRef(new Set<string>())
  const [count, setCount] = useState(0)
  useEffect(() => {
    passages.current = new Map()
    words.current = new Set()
    setCount(0)
  }, [key])
  useHighlight(isSearch ? words.current : null, count)

  useEffect(() => {
    if (!isSearch) return
    let isOver = false
    const askIn = async (accountId: string, filter: FilterTree, emailIds: readonly string[]) => {
      const args = { accountId, filter, emailIds }
      const answers = await client.ask([MAIL], [['SearchSnippet/get', args, 's']]).catch(() => null)
      if (isOver || !answers || answers.error('s')) return
      for (const snippet of readArray(answers.read('s', 'SearchSnippet/get')['list'], 'list')) {
        if (!isObject(snippet)) continue
        const { emailId, subject, preview } = snippet
        for (const word of markedIn(`${subject ?? ''} ${preview ?? ''}`)) words.current.add(word)
        const passage = typeof preview === 'string' ? passageOf(preview) : null
        passages.current.set(keyOf({ accountId, id: String(emailId) }), passage)
      }
      setCount(passages.current.size)
    }
    const timer = setTimeout(() => {
      const unknown = emailsInSight(source).filter(ref => !passages.current.has(keyOf(ref)))
      const byAccount = Map.groupBy(unknown.slice(0, AT_ONCE), ref => ref.accountId)
      for (const [accountId, filter] of JSON.parse(key) as [string, FilterTree][]) {
        const ids = byAccount.get(accountId)?.map(({ id }) => id) ?? []
        if (ids.length > 0) void askIn(accountId, filter, ids)
      }
    }, PAUSE_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [client, isSearch, key, source, count])

  // Another number of passages asks for the rows to be drawn again.
  const found = useCallback((ref: EmailRef) => passages.current.get(keyOf(ref)) ?? null, [key, count])
  return isSearch ? found : undefined
}

const keyOf = ({ accountId, id }: EmailRef): string => `${accountId} ${id}`

function emailsInSight(source: ThreadSource): EmailRef[] {
  return source.inSight.flatMap(index => {
    const row = source.at(index)
    return row === 'loading' ? [] : [{ accountId: row.accountId, id: row.email.id }]
  })
}

// RFC 8621 §5: the passages are HTML in which only <mark> and the five entities stand.
const markedIn = (html: string): string[] =>
  [...html.matchAll(/<mark>(.*?)<\/mark>/gs)].map(([, word]) => plainText(word ?? '').toLowerCase())

/** A row has room for few words: what was found must be among the first. */
const LEAD = 24

function passageOf(html: string): string {
  const before = plainText(html.split('<mark>', 1)[0] ?? '')
  const text = plainText(html)
  if (before.length <= LEAD || before.length >= text.length) return text
  const cut = before.indexOf(' ', before.length - LEAD)
  return cut === -1 ? text : `… ${text.slice(cut + 1)}`
}

const plainText = (html: string): string =>
  new DOMParser().parseFromString(html, 'text/html').body.textContent?.replace(/\s+/g, ' ').trim() ?? ''
