import type { EmailAddress } from '../../../../lib/descriptor.ts'
import type { Person } from '../../../../web/ui/index.ts'
import type { Email } from '../../types.ts'

type Answered = Pick<Email, 'from' | 'sender' | 'to' | 'cc' | 'replyTo'>

export interface Recipients {
  readonly to: readonly Person[]
  readonly cc: readonly Person[]
}

/**
 * Who gets an answer. Where the sender asks for answers elsewhere they go there; an answer to a letter of one's own goes
 * to those it was written to; nobody writes to himself unless there is nobody else.
 */
// RFC 5322 §3.6.3
export function answerTo(email: Answered, kind: 'reply' | 'replyAll', own: ReadonlySet<string>): Recipients {
  const isOwn = (person: Person): boolean => own.has(person.address.toLowerCase())
  const writers = peopleOf(email.replyTo?.length ? email.replyTo : (email.from ?? email.sender))
  const isMine = peopleOf(email.from).some(isOwn) && writers.every(isOwn)
  const first = isMine ? peopleOf(email.to) : writers
  if (kind === 'reply') return { to: unique(first), cc: [] }
  const others = isMine ? [] : peopleOf(email.to)
  const to = unique([...first, ...others]).filter(person => !isOwn(person))
  const cc = unique(peopleOf(email.cc)).filter(person => !isOwn(person) && !holds(to, person))
  return to.length + cc.length > 0 ? { to, cc } : { to: unique(first), cc: [] }
}

export const peopleOf = (addresses: readonly EmailAddress[] | null): Person[] =>
  (addresses ?? []).map(({ name, email }) => ({ name: name ?? '', address: email }))

const holds = (people: readonly Person[], { address }: Person): boolean =>
  people.some(person => person.address.toLowerCase() === address.toLowerCase())

const unique = (people: readonly Person[]): Person[] =>
  people.filter((person, at) => person.address !== '' && !holds(people.slice(0, at), person))
