import { useCallback, useEffect, useMemo } from 'react'
import { PRINCIPALS } from '../../../../core/types.ts'
import { useClient, useQuery, useRecords, useSession } from '../../../../web/face.ts'
import type { Client } from '../../../../web/sync/client.ts'
import type { Person } from '../../../../web/ui/index.ts'
import type { Email } from '../../types.ts'
import type { Mailboxes } from '../place/use-mailboxes.ts'
import { peopleOf } from './answer.ts'

/** Letters sent of late, whose recipients are likely meant again. */
const RECENT = 100
const MOST_FOUND = 8

/** Completes a name: from those written to of late, which are here, and from the directory. */
export function useFindPeople(accountId: string, mailboxes: Mailboxes) {
  const client = useClient()
  const directory = useSession().primaryAccounts[PRINCIPALS]
  const recent = useRecent(accountId, mailboxes.ofRole('sent')?.id ?? null)
  return useCallback(
    async (text: string): Promise<readonly Person[]> => {
      const near = recent.filter(person => matches(person, text)).slice(0, MOST_FOUND)
      const listed = directory ? await findListed(client, directory, text).catch(() => []) : []
      const known = new Set(listed.map(({ address }) => address.toLowerCase()))
      return [...listed, ...near.filter(({ address }) => !known.has(address.toLowerCase()))]
    },
    [client, directory, recent],
  )
}

function useRecent(accountId: string, sentId: string | null): readonly Person[] {
  const filter = { inMailbox: sentId ?? '' }
  const rows = useQuery('Email', { accountId, filter })
  const { need } = rows
  useEffect(() => {
    if (sentId !== null) need(0, RECENT)
  }, [need, sentId])
  const ids = rows.ids.slice(0, RECENT).filter(id => id !== undefined)
  const letters = useRecords<Pick<Email, 'to' | 'cc'>>('Email', ids, { accountId, properties: ['to', 'cc'] })
  return useMemo(() => {
    const people = letters.flatMap(letter => (letter ? [...peopleOf(letter.to), ...peopleOf(letter.cc)] : []))
    const byAddress = new Map(people.toReversed().map(person => [person.address.toLowerCase(), person]))
    return [...byAddress.values()].reverse()
  }, [letters])
}

interface Listed {
  readonly name: string
  readonly email: string | null
  readonly title: string | null
  readonly service: string | null
}

async function findListed(client: Client, accountId: string, text: string): Promise<readonly Person[]> {
  const ids = { resultOf: 'q', name: 'Principal/query', path: '/ids' }
  const properties = ['name', 'email', 'title', 'service']
  const answers = await client.ask(
    [PRINCIPALS],
    [
      ['Principal/query', { accountId, filter: { text }, limit: MOST_FOUND }, 'q'],
      ['Principal/get', { accountId, '#ids': ids, properties }, 'g'],
    ],
  )
  const list = answers.read('g', 'Principal/get')['list'] as Listed[]
  return list.flatMap(({ name, email, title, service }) =>
    email ? [{ name, address: email, note: title ?? service ?? undefined }] : [],
  )
}

/** Every word begins a word of the name or stands in the address. */
function matches({ name, address }: Person, text: string): boolean {
  const words = bare(text).split(/\s+/)
  const names = bare(name).split(/[\s'’-]+/)
  return words.every(word => names.some(part => part.startsWith(word)) || bare(address).includes(word))
}

const bare = (text: string): string =>
  text
    .normalize('NFD')
    .replace(/\p{Diacritic}/gu, '')
    .toLowerCase()
