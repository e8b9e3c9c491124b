import { oneByOne, refuseAll } from '../../../../core/face/one-by-one.ts'
import type { Call, Outcome, RecordType } from '../../../../core/module.ts'
import { createGeneric, destroyGeneric } from '../../../../doors/jmap/method/generic-write.ts'
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
      await refuseStrangers(tx, access, 'assigneeId', [String(record['assigneeId'])])
      record['assignedBy'] = writeActor(call)
    },
    async written(tx, call, access, records) {
      await stirLists(tx, access.accountId)
      for (const { record, previous } of records)
        await enqueueMention(tx, call.house, call.actor, {
          kind: 'assignment',
          accountId: access.accountId,
          threadId: idOf(record['threadId']),
          excerpt: '',
          principals: freshlyNamed([record['assigneeId']], [previous?.['assigneeId']]),
        })
    },
    /** One after the other: of two for one thread, the second is refused as it would be later. */
    create: (tx, call, access, { create }) =>
      oneByOne(tx, create, async (key, given) => {
        const t = { call, access, type: assignmentType, types: call.house.registry.descriptors, args: {} }
        return (await createGeneric(tx, t, new Map([[key, given]]))).get(key)!
      }),
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
      await refuseStrangers(tx, access, 'mentions', record['mentions'] as string[])
      record['authorId'] = writeActor(call)
      record['authorName'] = call.actor.name
    },
    async written(tx, call, access, records) {
      for (const { record, previous } of records)
        await enqueueMention(tx, call.house, call.actor, {
          kind: 'comment',
          accountId: access.accountId,
          threadId: idOf(record['threadId']),
          excerpt: String(record['text']),
          principals: freshlyNamed(
            record['mentions'] as string[],
            (previous?.['mentions'] ?? []) as string[],
          ),
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

/** Of those who are named, whoever was not before. */
const freshlyNamed = (named: readonly unknown[], before: readonly unknown[]): PrincipalId[] =>
  named.flatMap(wire => (before.includes(wire) ? [] : (readPrincipal(String(wire)) ?? [])))

/** Who does not see the whole mailbox is none of its business. */
async function refuseStrangers(
  tx: Tx,
  access: Access,
  property: string,
  wires: readonly string[],
): Promise<void> {
  const ids = wires.map(readPrincipal)
  const seers = await listSeers(
    tx,
    access.accountId,
    ids.filter(id => id !== null),
  )
  for (const [at, id] of ids.entries())
    if (id === null || !seers.has(id)) throw invalid(property, `${wires[at]} does not see this mailbox`)
}

const destroyAll = (
  tx: Tx,
  call: Call,
  access: Access,
  type: RecordType,
  ids: readonly RecordId[],
): Promise<Map<RecordId, Outcome>> =>
  destroyGeneric(tx, { call, access, type, types: call.house.registry.descriptors, args: {} }, ids)
