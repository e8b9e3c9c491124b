import { useMemo } from 'react'
import type { Client } from '../sync/client.ts'
import { useClient } from '../sync/react.ts'
import type { Person } from '../ui/index.ts'

/** Somebody, or a group, that the organisation knows. */
export interface Listed extends Person {
  readonly id: string
}

export interface Directory {
  /** For completion in a `PeopleField`. */
  readonly find: (text: string) => Promise<readonly Listed[]>
  /** Whose address it is; null when nobody’s here. */
  readonly resolve: (address: string) => Promise<Listed | null>
}

/** The people of the organisation, as fields that name them need them. Past the store: half-typed names are not kept. */
export function useDirectory(): Directory {
  const client = useClient()
  return useMemo(
    () => ({
      find: text => list(client, { text }),
      resolve: async address => {
        const found = await list(client, { email: address })
        return found.find(person => person.address.toLowerCase() === address.toLowerCase()) ?? null
      },
    }),
    [client],
  )
}

const CAPABILITY = 'urn:ietf:params:jmap:principals'
const MOST = 8

interface Principal {
  readonly id: string
  readonly name: string
  readonly email: string | null
  readonly title: string | null
  readonly service: string | null
}

// RFC 9670 §2
async function list(client: Client, filter: object): Promise<readonly Listed[]> {
  const accountId = client.primaryAccount('Principal')
  const ids = { resultOf: 'q', name: 'Principal/query', path: '/ids' }
  const properties = ['name', 'email', 'title', 'service']
  const answers = await client.ask(
    [CAPABILITY],
    [
      ['Principal/query', { accountId, filter, limit: MOST }, 'q'],
      ['Principal/get', { accountId, '#ids': ids, properties }, 'g'],
    ],
  )
  const principals = answers.read('g', 'Principal/get')['list'] as Principal[]
  return principals.flatMap(({ id, name, email, title, service }) =>
    email ? [{ id, name, address: email, note: title ?? service ?? undefined }] : [],
  )
}
