import type { ThreadCommand } from '../../../wire/imap/command/sort.ts'
import { writeThread } from '../../../wire/imap/response/search.ts'
import { listThreadable } from '../model/threadable.ts'
import { byReferences, bySubject } from './conversation.ts'
import { runs } from './numbers.ts'
import { find } from './search.ts'
import { type Outcome, ok, type Session } from './session.ts'

// RFC 5256 §3
export async function thread(session: Session, { key, uid, algorithm }: ThreadCommand): Promise<Outcome> {
  const { accountId, mailboxId, view } = session.mailbox
  const found = await find(session, key)
  const ranges = runs(found.map(message => message.uid)).map(([first, last]) => ({ first, last }))
  const letters = (await listThreadable(session.house.db, accountId, mailboxId, ranges)).map(letter => ({
    ...letter,
    number: uid ? letter.uid : view.numberOf(letter.uid),
  }))
  writeThread(session.writer, algorithm === 'references' ? byReferences(letters) : bySubject(letters))
  return ok('THREAD completed')
}
