import { join } from 'node:path'
import type { Module } from '../../core/module.ts'
import { imap, imaps } from './imap/listener.ts'
import { capabilities } from './jmap/capabilities.ts'
import { forwardingMethods } from './jmap/forwarding.ts'
import { queueMethods } from './jmap/queue.ts'
import { signatureMethods } from './jmap/signature.ts'
import { methods, types } from './jmap/types.ts'
import { managesieve } from './managesieve/listener.ts'
import { readWaiting } from './model/attachment/unread.ts'
import { READ_JOB } from './model/attachment/wake.ts'
import { MENTION_JOB, tellMentioned } from './model/care.ts'
import { furnishMailboxes } from './model/furnish.ts'
import { LEARN_JOB, learnJunk } from './model/junk/learn.ts'
import { noteOpening } from './model/opened.ts'
import { RECALL_JOB, recallRest } from './model/recall.ts'
import { FORGET_JOB, forgetOld } from './model/sieve/memory.ts'
import { RUN_JOB } from './model/sieve/run.ts'
import { runBatch } from './model/sieve/run-batch.ts'
import { WAKE_JOB } from './model/snooze.ts'
import { endStuck, STUCK_JOB } from './model/stuck.ts'
import { SUBMIT_JOB, sendSubmission } from './model/submission.ts'
import { TRIM_JOB, trimGone } from './model/trim.ts'
import { INDEX_JOB, INDEX_SWEEP_JOB, indexAll, indexBetweenBursts } from './model/unindexed.ts'
import { WAKE_SWEEP_JOB, wakeDue, wakeOverdue } from './model/wake.ts'
import { smtpJobs, smtpListeners, smtpSchedule } from './smtp/face.ts'
import { pushTypes } from './types.ts'

export const mail: Module = {
  name: 'mail',
  capabilities,
  types,
  pushTypes,
  methods: { ...methods, ...queueMethods, ...forwardingMethods, ...signatureMethods },
  migrations: { area: 'mail', folder: join(import.meta.dirname, 'sql') },
  jobs: {
    [INDEX_JOB]: indexBetweenBursts,
    [INDEX_SWEEP_JOB]: indexAll,
    [READ_JOB]: readWaiting,
    [LEARN_JOB]: learnJunk,
    [SUBMIT_JOB]: sendSubmission,
    [STUCK_JOB]: endStuck,
    [WAKE_JOB]: wakeDue,
    [WAKE_SWEEP_JOB]: wakeOverdue,
    [MENTION_JOB]: tellMentioned,
    [TRIM_JOB]: trimGone,
    [FORGET_JOB]: forgetOld,
    [RUN_JOB]: runBatch,
    [RECALL_JOB]: recallRest,
    ...smtpJobs,
  },
  schedule: [
    { job: INDEX_SWEEP_JOB, cron: '*/5 * * * *' },
    { job: WAKE_SWEEP_JOB, cron: '*/5 * * * *' },
    { job: STUCK_JOB, cron: '*/5 * * * *' },
    { job: TRIM_JOB, cron: '40 3 * * *' },
    { job: FORGET_JOB, cron: '50 3 * * *' },
    ...smtpSchedule,
  ],
  counts: { delivered: 'received', outgoing: 'sent' },
  listeners: [...smtpListeners, imap, imaps, managesieve],
  noteReading: ({ house, actor }, { accountId }) => noteOpening(house, actor, accountId),
  furnish: async (tx, { accountId, language }) => void (await furnishMailboxes(tx, accountId, language)),
}
