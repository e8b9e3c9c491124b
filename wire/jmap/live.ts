import { Malformed } from '../../lib/errors.ts'
import { readNullable, readObject, readString } from './json.ts'

// What goes over the live line: who is at which record of a type, in accounts that the client has joined. Nothing of
// it is kept.
//
//   client   Join {accountId, type}   Leave {accountId, type}   At {accountId, type, id | null}
//   server   Present {accountId, type, present: [{id, principalId, name}]}   Closed {accountId, type}

/** The records of one type in one account. */
export interface Ground {
  readonly accountId: string
  readonly type: string
}

export type LiveQuestion = Ground &
  (
    | { readonly '@type': 'Join' }
    | { readonly '@type': 'Leave' }
    /** The record that one is working on, or none. */
    | { readonly '@type': 'At'; readonly id: string | null }
  )

/** Somebody, at a record. */
export interface Present {
  readonly id: string
  readonly principalId: string
  readonly name: string
}

export type LiveAnswer = Ground &
  (
    | { readonly '@type': 'Present'; readonly present: readonly Present[] }
    /** There is no such ground for this reader, or no longer. */
    | { readonly '@type': 'Closed' }
  )

export function readLiveQuestion(input: unknown): LiveQuestion {
  const message = readObject(input, 'message')
  const ground = readGround(message)
  const kind = readString(message['@type'], '@type')
  if (kind === 'Join' || kind === 'Leave') return { '@type': kind, ...ground }
  if (kind === 'At') return { '@type': kind, ...ground, id: readNullable(message['id'], 'id', readString) }
  throw new Malformed('a message of no known @type', '@type')
}

export function readLiveAnswer(input: unknown): LiveAnswer {
  const message = readObject(input, 'message')
  const ground = readGround(message)
  if (message['@type'] === 'Closed') return { '@type': 'Closed', ...ground }
  if (message['@type'] !== 'Present' || !Array.isArray(message['present']))
    throw new Malformed('a message of no known @type', '@type')
  return { '@type': 'Present', ...ground, present: message['present'].map(readPresent) }
}

const readGround = ({ accountId, type }: Readonly<Record<string, unknown>>): Ground => ({
  accountId: readString(accountId, 'accountId'),
  type: readString(type, 'type'),
})

function readPresent(input: unknown): Present {
  const { id, principalId, name } = readObject(input, 'present')
  return {
    id: readString(id, 'id'),
    principalId: readString(principalId, 'principalId'),
    name: readString(name, 'name'),
  }
}
