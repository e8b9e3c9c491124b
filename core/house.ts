import type { Config } from '../lib/config.ts'
import type { Log } from '../lib/log.ts'
import type { Blobs } from '../store/blobs/blobs.ts'
import type { Database } from '../store/database.ts'
import type { Jobs } from './jobs.ts'
import type { Registry } from './registry.ts'
import type { Signals } from './signals.ts'

/** What every module and door stands on; made once by app/server.ts. */
export interface House {
  readonly config: Config
  readonly log: Log
  readonly db: Database
  readonly blobs: Blobs
  readonly signals: Signals
  readonly jobs: Jobs
  /** Modules, their types and methods. */
  readonly registry: Registry
  readonly now: () => Date
}
