import type { CompressCommand } from '../../../wire/imap/command/enable.ts'
import { writeTagged } from '../../../wire/imap/response/status.ts'
import { no, type Outcome, type Session } from './session.ts'

// RFC 4978 §3
export async function compress(
  session: Session,
  { tag, mechanism }: CompressCommand & { tag: string },
): Promise<Outcome | null> {
  const { connection, writer } = session
  if (mechanism !== 'DEFLATE') return no('Only DEFLATE is known here', 'CANNOT')
  if (connection.compressed) return no('DEFLATE is active already', 'COMPRESSIONACTIVE')
  writeTagged(writer, tag, 'OK', 'DEFLATE active')
  await session.flush()
  connection.compress()
  return null
}
