import type { Answer, Call } from '../../../../core/module.ts'
import { readBlobId } from '../../../../doors/jmap/blob/name.ts'
import { LIMITS, MAX_ANSWERED_BYTES, tooMuch } from '../../../../doors/jmap/limits.ts'
import { MethodFailed } from '../../../../doors/jmap/problem.ts'
import { readStrings, weightOf } from '../../../../wire/jmap/json.ts'
import { projectMessage } from '../../../../wire/mime/projection.ts'
import { describeMessage } from './describe.ts'
import { readMessage } from './message-blob.ts'
import { type EmailWish, PARSE_PROPERTIES, readWish } from './wish.ts'

type Args = Readonly<Record<string, unknown>>

// RFC 8621 §4.9
export async function parseEmails(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  const wish = readWish(args, PARSE_PROPERTIES)
  const ids = [...new Set(readStrings(args['blobIds'], 'blobIds'))]
  if (ids.length > LIMITS.maxObjectsInGet) throw new MethodFailed('requestTooLarge', 'too many blobs')
  const parsed: Record<string, object> = {}
  const notFound: string[] = []
  const notParsable: string[] = []
  let room = MAX_ANSWERED_BYTES
  for (const id of ids) {
    const bytes = await readMessage(call, access.accountId, id)
    const message = bytes && describe(id, bytes, wish)
    if (!bytes) notFound.push(id)
    else if (!message) notParsable.push(id)
    else parsed[id] = message
    room -= weightOf(message, room)
    if (room <= 0) throw tooMuch()
  }
  return {
    response: {
      accountId: args['accountId'],
      parsed: Object.keys(parsed).length ? parsed : null,
      notParsable: notParsable.length ? notParsable : null,
      notFound: notFound.length ? notFound : null,
    },
  }
}

/** What no email has yet is null. */
const UNKNOWN = { id: null, mailboxIds: null, keywords: null, receivedAt: null, threadId: null }

function describe(id: string, bytes: Buffer, wish: EmailWish): object | null {
  const p = projectMessage(bytes)
  if (p.structure.headerEnd === p.structure.headerStart) return null
  const { digest, part } = readBlobId(id)
  const source = { digest, prefix: part ?? '', bytes }
  const unknown = Object.entries({ ...UNKNOWN, blobId: id, size: bytes.length })
  return {
    ...Object.fromEntries(unknown.filter(([name]) => wish.properties.has(name))),
    ...describeMessage({ ...p, structure: p.structure }, p.hasAttachment, source, wish),
  }
}
