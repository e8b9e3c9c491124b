import { refuseAll } from '../../../../core/face/one-by-one.ts'
import type { Call, Outcome, RecordType } from '../../../../core/module.ts'
import { destroyGeneric } from '../../../../doors/jmap/method/generic-write.ts'
import { invalid } from '../../../../doors/jmap/problem.ts'
import { Refused } from '../../../../lib/errors.ts'
import { type PrincipalId, type RecordId, readId, writeId } from '../../../../lib/id.ts'
import { type Access, mayDelegated } from '../../../../store/access.ts'
import type { Tx } from '../../../../store/database.ts'
import { readRecords } from '../../../../store/records/read.ts'
import {
  enqueueMention,
  findAssignment,
  listSeers,
  PRINCIPAL_PREFIX,
  readPrincipal,
  stirLists,
} from '../../model/care.ts'
import { mention, thread, threadAssignment, threadComment } from '../../types.ts'

const idOf = (wire: unknown): RecordId => readId(thread.prefix, String(wire))!
const writeActor = ({ actor }: Call): string => writeId(PRINCIPAL_PREFIX, actor.principalId)

export const assignmentType: RecordType = {
  descriptor: threadAssignment,
  home: 'personal',
  write: {
    async check(tx, call, access, record, previous) {
      const threadId = idOf(record['threadId'])
      const standing = previous ? null : await findAssignment(tx, access.accountId, threadId)
      if (standing !== null)
        throw new Refused('alreadyExists', 'somebody takes care of it already', {
          existingId: writeId(threadAssignment.prefix, standing),
        })
      const [assignee] = await readSeers(tx, access, 'assigneeId', [String(record['assigneeId'])])
      record['assignedBy'] = writeActor(call)
      await stirLists(tx, access.accountId)
      const about = { accountId: access.accountId, threadId, excerpt: '', principals: [assignee!] }
      await enqueueMention(tx, call.house, call.actor, { kind: 'assignment', ...about })
    },
    async destroy(tx, call, access, { destroy }) {
      await stirLists(tx, access.accountId)
      return destroyAll(tx, call, access, assignmentType, destroy)
    },
  },
}

export const commentType: RecordType = {
  descriptor: threadComment,
  home: 'personal',
  write: {
    async check(tx, call, access, record, previous) {
      if (previous && previous['authorId'] !== writeActor(call))
        throw new Refused('forbidden', 'only who wrote it changes it')
      if (String(record['text']).trim() === '') throw invalid('text', 'there is nothing in it')
      const known = new Set((previous?.['mentions'] ?? []) as string[])
      const asked = record['mentions'] as string[]
      const mentioned = await readSeers(tx, access, 'mentions', asked)
      record['authorId'] = writeActor(call)
      record['authorName'] = call.actor.name
      await enqueueMention(tx, call.house, call.actor, {
        kind: 'comment',
        accountId: access.accountId,
        threadId: idOf(record['threadId']),
        excerpt: String(record['text']),
        principals: mentioned.filter((_, at) => !known.has(asked[at]!)),
      })
    },
    async destroy(tx, call, access, { destroy }) {
      const types = call.house.registry.descriptors
      const found = await readRecords(tx, types, access, threadComment, destroy, ['authorId'])
      const isOthers = (authorId: unknown) =>
        authorId !== writeActor(call) && !mayDelegated(access, 'mayManage')
      const others = found.flatMap(record =>
        isOthers(record['authorId']) ? [readId(threadComment.prefix, record.id)!] : [],
      )
      const rest = destroy.filter(id => !others.includes(id))
      const refused = refuseAll(others, 'only who wrote it, and who manages the mailbox, removes it')
      return new Map([...refused, ...(await destroyAll(tx, call, access, commentType, rest))])
    },
  },
}

export const mentionType: RecordType = {
  descriptor: mention,
  home: 'personal',
  write: {
    create: async (_tx, _call, _access, { create }) => refuseAll(create.keys(), 'the server makes them'),
    update: async (_tx, _call, _access, { update }) => refuseAll(update.keys(), 'they do not change'),
  },
}

/** People who see the whole mailbox; whoever does not is none of its business. */
async function readSeers(
  tx: Tx,
  access: Access,
  property: string,
  wires: readonly string[],
): Promise<PrincipalId[]> {
  const ids = wires.map(readPrincipal)
  const seers = await listSeers(
    tx,
    access.accountId,
    ids.filter(id => id !== null),
  )
  for (const [at, id] of ids.entries())
    if (id === null || !seers.has(id)) throw invalid(property, `${wires[at]} does not see this mailbox`)
  return ids as PrincipalId[]
}

const destroyAll = (
  tx: Tx,
  call: Call,
  access: Access,
  type: RecordType,
  ids: readonly RecordId[],
): Promise<Map<RecordId, Outcome>> =>
  destroyGeneric(tx, { call, access, type, types: call.house.registry.descriptors, args: {} }, ids)
