import type { Outcome, WriteHooks } from '../../../../core/module.ts'
import { Refused } from '../../../../lib/errors.ts'
import type { RecordId } from '../../../../lib/id.ts'
import { destroyEmails } from '../../model/destroy.ts'
import { readEmails } from '../../model/emails.ts'
import { heldEverywhere } from '../../model/rights.ts'
import { createEmails, prepareDrafts } from './create.ts'
import { updateEmails } from './update.ts'

// RFC 8621 §4.6
export const emailWrite: WriteHooks = {
  prepare: prepareDrafts,
  create: createEmails,
  update: updateEmails,
  async destroy(tx, call, access, { destroy }) {
    const seen = new Set((await readEmails(tx, access, destroy, 'narrow')).map(row => row.id))
    const held = await heldEverywhere(tx, access, [...seen], ['mayRemoveItems'])
    await destroyEmails(tx, call.house, access, [...held])
    const outcomeOf = (id: RecordId): Outcome => {
      if (held.has(id)) return null
      return seen.has(id)
        ? new Refused('forbidden', 'you may not remove it from every mailbox that holds it')
        : new Refused('notFound', 'the email does not exist')
    }
    return new Map(destroy.map(id => [id, outcomeOf(id)]))
  },
}
