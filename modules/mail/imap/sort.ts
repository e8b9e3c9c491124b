import type { SortCommand } from '../../../wire/imap/command/sort.ts'
import { writeSort } from '../../../wire/imap/response/search.ts'
import { extended, find, modseqOf, numbersTold } from './search.ts'
import { type Outcome, ok, type Session } from './session.ts'

// RFC 5256 §3
export async function sort(session: Session, command: SortCommand & { tag: string }): Promise<Outcome> {
  const { uid, key, returns } = command
  const found = await find(session, key, command.criteria)
  if (returns) extended(session, { ...command, returns }, found)
  else writeSort(session.writer, numbersTold(session, uid, found), modseqOf({ uid, key }, found))
  return ok('SORT completed')
}
