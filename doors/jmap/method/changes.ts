import type { Answer, Call, RecordType } from '../../../core/module.ts'
import { writeId } from '../../../lib/id.ts'
import { listChanges, MAX_CHANGES } from '../../../store/records/changes.ts'
import { readNullable, readString } from '../../../wire/jmap/json.ts'
import { readUnsignedInt } from '../../../wire/jmap/scalar.ts'
import { MethodFailed } from '../problem.ts'
import { typed } from '../typed.ts'

/** RFC 8620 §5.2 */
export async function changes(
  type: RecordType,
  call: Call,
  args: Readonly<Record<string, unknown>>,
): Promise<Answer> {
  if (type.runChanges) return type.runChanges(call, args)
  const { access, types } = await typed(type, call, args)
  const since = readString(args['sinceState'], 'sinceState')
  const max = readNullable(args['maxChanges'], 'maxChanges', readUnsignedInt) ?? MAX_CHANGES
  if (max === 0) throw new MethodFailed('invalidArguments', 'maxChanges must be greater than 0')
  const moved = await listChanges(call.house.db, types, access, type.descriptor, since, max)
  const wire = (ids: readonly number[]) => ids.map(id => writeId(type.descriptor.prefix, id))
  return {
    response: {
      accountId: args['accountId'],
      ...moved,
      created: wire(moved.created),
      updated: wire(moved.updated),
      destroyed: wire(moved.destroyed),
    },
  }
}
