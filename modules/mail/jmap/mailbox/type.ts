import type { RecordType } from '../../../../core/module.ts'
import { mailbox } from '../../types.ts'

/** The type as the generic parts of the door see it; its hooks stand beside. */
export const mailboxType: RecordType = { descriptor: mailbox, home: 'personal' }
