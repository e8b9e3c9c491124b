import { useCallback, useEffect, useRef, useState } from 'react'
import type { FilterTree } from '../../../../lib/filter.ts'
import { useClient } from '../../../../web/face.ts'
import { isObject, readArray } from '../../../../wire/jmap/json.ts'
import { MAIL } from '../../types.ts'
import type { ThreadSource } from '../list/use-threads.ts'
import type { Place } from '../place/place.ts'
import { useHighlight } from './highlight.ts'

/** What was found in an email, in words; undefined where nothing is looked for. */
export type Found = ((emailId: string) => string | null) | undefined

/** Rows asked about at once; the server answers at most twice as many. */
const AT_ONCE = 50
const PAUSE_MS = 80

/** The passages of the emails in sight that a search has found, asked for as they come into sight. RFC 8621 §5 */
export function useFound(
  accountId: string,
  place: Place,
  filter: FilterTree | null,
  source: ThreadSource,
): Found {
  const client = useClient()
  const isSearch = place.kind === 'search' && filter !== null
  const key = isSearch ? JSON.stringify(filter) : ''
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
    const timer = setTimeout(async () => {
      const emailIds = emailsInSight(source)
        .filter(id => !passages.current.has(id))
        .slice(0, AT_ONCE)
      if (emailIds.length === 0) return
      const args = { accountId, filter: JSON.parse(key), emailIds }
      const answers = await client.ask([MAIL], [['SearchSnippet/get', args, 's']]).catch(() => null)
      if (isOver || !answers || answers.error('s')) return
      for (const snippet of readArray(answers.read('s', 'SearchSnippet/get')['list'], 'list')) {
        if (!isObject(snippet)) continue
        const { emailId, subject, preview } = snippet
        for (const word of markedIn(`${subject ?? ''} ${preview ?? ''}`)) words.current.add(word)
        passages.current.set(String(emailId), typeof preview === 'string' ? passageOf(preview) : null)
      }
      setCount(passages.current.size)
    }, PAUSE_MS)
    return () => {
      isOver = true
      clearTimeout(timer)
    }
  }, [client, accountId, isSearch, key, source, count])

  // Another number of passages asks for the rows to be drawn again.
  const found = useCallback((emailId: string) => passages.current.get(emailId) ?? null, [key, count])
  return isSearch ? found : undefined
}

function emailsInSight(source: ThreadSource): string[] {
  return source.inSight.flatMap(index => {
    const row = source.at(index)
    return row === 'loading' ? [] : [row.email.id]
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
