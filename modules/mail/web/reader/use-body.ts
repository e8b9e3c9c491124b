import { useEffect, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { isUnavailable } from '../../../../web/sync/transport/failure.ts'
import { fetchRendered, findRendered, type Rendered } from './rendered.ts'

export type Body =
  | { readonly kind: 'here'; readonly body: Rendered }
  | { readonly kind: 'waiting' }
  | { readonly kind: Fault; readonly retry: () => void }

type Fault = 'gone' | 'offline' | 'failed'

/** The cleaned text of a message, from what is at hand or from the server. */
export function useBody(accountId: string, id: string, remote: boolean): Body {
  const client = useClient()
  const [attempt, setAttempt] = useState(0)
  const [fault, setFault] = useState<Fault | null>(null)
  const [, setArrived] = useState(0)
  useEffect(() => {
    let isOver = false
    setFault(null)
    fetchRendered(client, accountId, id, remote).then(
      body => isOver || (body ? setArrived(count => count + 1) : setFault('gone')),
      error => isOver || setFault(isUnavailable(error) ? 'offline' : 'failed'),
    )
    return () => {
      isOver = true
    }
  }, [client, accountId, id, remote, attempt])

  const body = findRendered(client, accountId, id, remote)
  if (body) return { kind: 'here', body }
  return fault ? { kind: fault, retry: () => setAttempt(attempt + 1) } : { kind: 'waiting' }
}
