import type { Job } from '../../../core/jobs.ts'
import type { Listener } from '../../../core/module.ts'
import { RELEASE_JOB } from '../model/held.ts'
import { RELAY_JOB } from './leave.ts'
import { reception } from './reception.ts'
import { openRelay } from './relay/relay.ts'
import { releaseSubmission } from './release.ts'
import { submission, submissions } from './submission.ts'

/** What SMTP brings to the module. */
export const smtpListeners: readonly Listener[] = [reception(), submission(), submissions()]

const relay = openRelay()
export const smtpJobs: Readonly<Record<string, Job>> = {
  [RELAY_JOB]: house => relay.run(house),
  [RELEASE_JOB]: releaseSubmission,
}

/** Whatever became of a job, nothing that is due waits longer than a minute. */
export const smtpSchedule = [{ job: RELAY_JOB, cron: '* * * * *' }]
