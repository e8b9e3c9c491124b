import { Logger } from 'graphile-worker'
import type { Log } from '../../lib/log.ts'

/** The library's words in our log. What it calls information is detail to us. */
export const jobLogger = (log: Log): Logger =>
  new Logger(() => (level, message, meta) => {
    const to = level === 'error' ? log.error : level === 'warning' ? log.warn : log.debug
    to(message, meta && 'error' in meta ? { error: meta['error'] } : {})
  })
