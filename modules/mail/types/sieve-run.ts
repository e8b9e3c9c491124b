import {
  by,
  choice,
  descriptor,
  equals,
  id,
  instant,
  integer,
  nullable,
  type RecordOf,
  text,
} from '../../../lib/descriptor.ts'
import { BASTIDE_MAIL } from './capability.ts'
import { MAX_SCRIPT_SIZE } from './sieve-script.ts'

/** A client sets two of them: `stopped` calls a run off, `undoing` takes back what it has done. */
export const RUN_STATES = ['running', 'done', 'stopped', 'failed', 'undoing', 'undone'] as const

/** A script on the mail that lies in a mailbox already: the house's own work, whoever looks. It stays until it is destroyed. */
export const sieveRun = descriptor({
  name: 'SieveRun',
  capability: BASTIDE_MAIL,
  prefix: 'sr',
  properties: {
    /** What its maker calls it; nothing for all of their rules. */
    name: text({ max: 200, default: '', setter: 'create' }),
    mailboxId: id('Mailbox', { setter: 'create' }),
    script: text({ max: MAX_SCRIPT_SIZE, setter: 'create' }),
    state: choice(RUN_STATES, { default: 'running' }),
    /** Emails that were there when it began, and those of them that are done with. */
    total: integer({ setter: 'server' }),
    done: integer({ setter: 'server' }),
    /** Emails that were filed or marked; while it is taken back, those that were. */
    changed: integer({ setter: 'server' }),
    startedAt: instant({ setter: 'server' }),
    endedAt: nullable(instant({ setter: 'server' })),
  },
  filters: { state: equals('state') },
  sorts: { startedAt: by('startedAt') },
  order: [{ sort: 'startedAt', ascending: true }],
  methods: ['get', 'changes', 'set', 'query', 'queryChanges'],
})
export type SieveRun = RecordOf<typeof sieveRun>
