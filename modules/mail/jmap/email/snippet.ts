import type { Answer, Call } from '../../../../core/module.ts'
import { LIMITS } from '../../../../doors/jmap/limits.ts'
import { MethodFailed } from '../../../../doors/jmap/problem.ts'
import { type FilterTree, isOperator, readFilter } from '../../../../lib/filter.ts'
import { readId } from '../../../../lib/id.ts'
import type { Access } from '../../../../store/access.ts'
import { wordsOf } from '../../../../wire/document/document.ts'
import { readIds } from '../../../../wire/jmap/record.ts'
import { findPart, type Part } from '../../../../wire/mime/part.ts'
import { projectMessage } from '../../../../wire/mime/projection.ts'
import { listTexts } from '../../model/attachment/text.ts'
import { type EmailRow, readEmails } from '../../model/emails.ts'
import { noteOpening } from '../../model/opened.ts'
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
  await noteOpening(call.house, call.actor, access.accountId)
  const filter = readFilter(email, args['filter'])
  const inSubject = new Highlighter(termsOf(filter, ['text', 'subject']))
  const inBody = new Highlighter(termsOf(filter, ['text', 'body']))
  const rows = new Map((await readRows(call, access, ids)).map(row => [`${email.prefix}${row.id}`, row]))
  const list: object[] = []
  for (const emailId of ids) {
    const row = rows.get(emailId)
    if (row) list.push({ emailId, ...(await snippet({ call, access, inSubject, inBody }, row)) })
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

interface Search {
  readonly call: Call
  readonly access: Access
  readonly inSubject: Highlighter
  readonly inBody: Highlighter
}

async function snippet(search: Search, row: EmailRow) {
  const { call, inSubject, inBody } = search
  const subject = inSubject.whole(row.content!.subject ?? '')
  if (inBody.isIdle) return { subject, preview: null }
  const { text, structure } = projectMessage(await call.house.blobs.read(row.digest))
  const preview = inBody.around(text) ?? (await inAttachments(search, row, structure))
  return { subject, preview }
}

/** Characters of a file's name before what was found in it. */
const MAX_NAME = 60

async function inAttachments(
  { call, access, inBody }: Search,
  row: EmailRow,
  structure: Part,
): Promise<string | null> {
  for (const { path, pieces } of await listTexts(call.house, access.accountId, row.id)) {
    const name = findPart(structure, path)?.filename ?? ''
    const found = inBody.around(wordsOf(pieces), name.slice(0, MAX_NAME))
    if (found !== null) return found
  }
  return null
}

/** What the filter looks for in these places; what must not stand there is nothing to show. */
function termsOf(tree: FilterTree | null, names: readonly string[]): string[] {
  if (tree === null) return []
  if (isOperator(tree))
    return tree.operator === 'NOT' ? [] : tree.conditions.flatMap(condition => termsOf(condition, names))
  return names.flatMap(name => (typeof tree[name] === 'string' ? [tree[name]] : []))
}
