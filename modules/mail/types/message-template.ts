import { by, descriptor, type RecordOf, stamped, text } from '../../../lib/descriptor.ts'
import { BASTIDE_MAIL } from './capability.ts'
import { WRITERS } from './rights.ts'

/** A message to begin with. Whoever writes in a mailbox of several people has those of it, and keeps them. */
export const messageTemplate = descriptor({
  name: 'MessageTemplate',
  capability: BASTIDE_MAIL,
  prefix: 'mt',
  delegates: WRITERS,
  properties: {
    name: text({ max: 100 }),
    subject: text({ max: 1000, default: '' }),
    /** HTML of the editor's own making; readers sanitise it all the same. */
    html: text({ max: 500_000, default: '' }),
    updatedAt: stamped('updated'),
  },
  sorts: { name: by('name') },
  order: [{ sort: 'name', ascending: true }],
})
export type MessageTemplate = RecordOf<typeof messageTemplate>
