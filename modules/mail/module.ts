import { join } from 'node:path'
import type { Module } from '../../core/module.ts'
import { furnishMailboxes } from './model/furnish.ts'
import { INDEX_JOB, INDEX_SWEEP_JOB, indexAll, indexWaiting } from './model/unindexed.ts'
import { BASTIDE_MAIL, email, emailSubmission, identity, MAIL, mailbox, SUBMISSION, thread } from './types.ts'

export const mail: Module = {
  name: 'mail',
  capabilities: {
    [MAIL]: { session: () => ({}), account: () => ({}) },
    [SUBMISSION]: { session: () => ({}), account: () => ({}) },
    [BASTIDE_MAIL]: { session: () => ({}), account: () => ({}) },
  },
  types: [
    { descriptor: mailbox, home: 'personal' },
    { descriptor: thread, home: 'personal' },
    { descriptor: email, home: 'personal' },
    { descriptor: identity, home: 'personal' },
    { descriptor: emailSubmission, home: 'personal' },
  ],
  migrations: { area: 'mail', folder: join(import.meta.dirname, 'sql') },
  jobs: { [INDEX_JOB]: indexWaiting, [INDEX_SWEEP_JOB]: indexAll },
  schedule: [{ job: INDEX_SWEEP_JOB, cron: '*/5 * * * *' }],
  furnish: async (tx, { accountId, language }) => void (await furnishMailboxes(tx, accountId, language)),
}
