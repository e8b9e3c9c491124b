import { addresses, computed, descriptor, nullable, type RecordOf, text } from '../../../lib/descriptor.ts'
import { SUBMISSION } from './capability.ts'
import { SENDERS } from './rights.ts'

// RFC 8621 §6
export const identity = descriptor({
  name: 'Identity',
  capability: SUBMISSION,
  prefix: 'i',
  delegates: SENDERS,
  properties: {
    name: text({ max: 200, default: '' }),
    email: text({ max: 254, setter: 'create' }),
    replyTo: nullable(addresses()),
    bcc: nullable(addresses()),
    textSignature: text({ max: 20_000, default: '' }),
    htmlSignature: text({ max: 100_000, default: '' }),
    mayDelete: computed<boolean>(),
  },
  methods: ['get', 'changes', 'set'],
})
export type Identity = RecordOf<typeof identity>
