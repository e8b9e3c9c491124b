import type { Answer, Call } from '../../../core/module.ts'
import { MethodFailed } from '../../../doors/jmap/problem.ts'
import type { Descriptor } from '../../../lib/descriptor.ts'
import { type RecordId, writeId } from '../../../lib/id.ts'
import type { Access } from '../../../store/access.ts'
import { type Changes, listChanges, MAX_CHANGES } from '../../../store/records/changes.ts'
import { readNullable, readString } from '../../../wire/jmap/json.ts'
import { readUnsignedInt } from '../../../wire/jmap/scalar.ts'
import { COUNT_PROPERTIES, haveNewSettings } from '../model/mailboxes.ts'
import { listSharedChanges, seesAll } from '../model/shared-changes.ts'
import { mailbox } from '../types.ts'

type Args = Readonly<Record<string, unknown>>

/** Changes of what mailboxes hold: the owner's follow the records, other readers' the memberships that they see. */
export const changesOf =
  (descriptor: Descriptor) =>
  async (call: Call, args: Args): Promise<Answer> => {
    const { access, since, max } = await readChangesArguments(call, args)
    const { db, registry } = call.house
    const moved = seesAll(access)
      ? await listChanges(db, registry.descriptors, access, descriptor, since, max)
      : await listSharedChanges(db, access, descriptor, since, max)
    return { response: { accountId: args['accountId'], ...wire(descriptor, moved) } }
  }

// RFC 8621 §2.2
export async function mailboxChanges(call: Call, args: Args): Promise<Answer> {
  const { access, since, max } = await readChangesArguments(call, args)
  const { db, registry } = call.house
  const moved = await listChanges(db, registry.descriptors, access, mailbox, since, max)
  const onlyCounts = moved.updated.length > 0 && !(await haveNewSettings(db, access, moved.updated, since))
  const updatedProperties = onlyCounts ? COUNT_PROPERTIES : null
  return { response: { accountId: args['accountId'], ...wire(mailbox, moved), updatedProperties } }
}

async function readChangesArguments(
  call: Call,
  args: Args,
): Promise<{ access: Access; since: string; max: number }> {
  const access = await call.access(args['accountId'])
  const since = readString(args['sinceState'], 'sinceState')
  const max = readNullable(args['maxChanges'], 'maxChanges', readUnsignedInt) ?? MAX_CHANGES
  // RFC 8620 §5.2
  if (max === 0) throw new MethodFailed('invalidArguments', 'maxChanges must be greater than 0')
  return { access, since, max }
}

function wire(descriptor: Descriptor, moved: Changes) {
  const ids = (numbers: readonly RecordId[]) => numbers.map(id => writeId(descriptor.prefix, id))
  return {
    ...moved,
    created: ids(moved.created),
    updated: ids(moved.updated),
    destroyed: ids(moved.destroyed),
  }
}
