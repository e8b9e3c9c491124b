import type { Config } from '../lib/config.ts'
import type { Log } from '../lib/log.ts'
import type { Blobs } from '../store/blobs/blobs.ts'
import type { Database } from '../store/database.ts'
import type { Jobs } from './jobs.ts'
import type { Login } from './login/login.ts'
import type { Outgoing } from './outgoing/outgoing.ts'
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
  /** The gate of every door. */
  readonly login: Login
  /** The only way out for requests to addresses that somebody gave us. */
  readonly outgoing: Outgoing
  /** Modules, their types and methods. */
  readonly registry: Registry
  readonly now: () => Date
}
