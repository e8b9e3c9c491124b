import type { Answer, Call } from '../../../../core/module.ts'
import { LIMITS } from '../../../../doors/jmap/limits.ts'
import { MethodFailed } from '../../../../doors/jmap/problem.ts'
import { type FilterTree, isOperator, readFilter } from '../../../../lib/filter.ts'
import { readId } from '../../../../lib/id.ts'
import type { Access } from '../../../../store/access.ts'
import { readIds } from '../../../../wire/jmap/record.ts'
import { projectMessage } from '../../../../wire/mime/projection.ts'
import { type EmailRow, readEmails } from '../../model/emails.ts'
import { email } from '../../types.ts'
import { Highlighter } from './highlighter.ts'

type Args = Readonly<Record<string, unknown>>

const MAX_SNIPPETS = 100

// RFC 8621 §5.1
export async function getSnippets(call: Call, args: Args): Promise<Answer> {
  const access = await call.access(args['accountId'])
  const ids = readIds(args['emailIds'], 'emailIds')
  if (ids.length > Math.min(MAX_SNIPPETS, LIMITS.maxObjectsInGet))
    throw new MethodFailed('requestTooLarge', `more than ${MAX_SNIPPETS} emails`)
  const filter = readFilter(email, args['filter'])
  const inSubject = new Highlighter(wordsOf(filter, ['text', 'subject']))
  const inBody = new Highlighter(wordsOf(filter, ['text', 'body']))
  const rows = new Map((await readRows(call, access, ids)).map(row => [`${email.prefix}${row.id}`, row]))
  const list: object[] = []
  for (const emailId of ids) {
    const row = rows.get(emailId)
    if (row) list.push({ emailId, ...(await snippet(call, row, inSubject, inBody)) })
  }
  const missing = ids.filter(id => !rows.has(id))
  return { response: { accountId: args['accountId'], list, notFound: missing.length ? missing : null } }
}

const readRows = (call: Call, access: Access, ids: readonly string[]): Promise<EmailRow[]> =>
  readEmails(
    call.house.db,
    access,
    ids.map(id => readId(email.prefix, id)).filter(id => id !== null),
    'content',
  )

async function snippet(call: Call, row: EmailRow, inSubject: Highlighter, inBody: Highlighter) {
  const subject = inSubject.whole(row.content!.subject ?? '')
  if (inBody.isIdle) return { subject, preview: null }
  const { text } = projectMessage(await call.house.blobs.read(row.digest))
  return { subject, preview: inBody.around(text) }
}

/** What the filter looks for in these places; what must not stand there is nothing to show. */
function wordsOf(tree: FilterTree | null, names: readonly string[]): string[] {
  if (tree === null) return []
  if (isOperator(tree))
    return tree.operator === 'NOT' ? [] : tree.conditions.flatMap(condition => wordsOf(condition, names))
  return names.flatMap(name => (typeof tree[name] === 'string' ? [tree[name]] : []))
}
