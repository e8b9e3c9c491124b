import { totalmem } from 'node:os'
import { join } from 'node:path'
import { writeAs } from './owner.ts'
import type { Place } from './place.ts'

/** Part of the socket's name only: no TCP port is opened. */
export const socketPort = 5432

/** The end of postgresql.conf. What stands in local.conf comes last and wins. */
export const includes = `\ninclude_if_exists 'bastide.conf'\ninclude_if_exists 'local.conf'\n`

export async function writeSettings({ cluster, socketFolder, owner }: Place): Promise<void> {
  const lines = Object.entries(settings(socketFolder)).map(([name, value]) => `${name} = '${value}'`)
  const text = `# Written at each start: what you want otherwise goes into local.conf.\n${lines.join('\n')}\n`
  await writeAs(owner, join(cluster, 'bastide.conf'), text)
}

function settings(socketFolder: string): Record<string, string | number> {
  const memory = Math.floor(totalmem() / 2 ** 20)
  return {
    listen_addresses: '',
    port: socketPort,
    unix_socket_directories: socketFolder.replaceAll("'", "''"),
    unix_socket_permissions: '0700',
    max_connections: 100,

    // Sized for two cores that the rest of the product shares.
    shared_buffers: `${Math.min(256, Math.floor(memory / 8))}MB`,
    effective_cache_size: `${Math.floor(memory / 2)}MB`,
    maintenance_work_mem: '128MB',
    work_mem: '8MB',
    random_page_cost: 1.1,
    effective_io_concurrency: 32,
    // Our statements are short: compiling one costs more than running it.
    jit: 'off',

    // `250` and « saved » are promises.
    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',
    wal_compression: 'pglz',
    min_wal_size: '128MB',
    max_wal_size: '1GB',
    checkpoint_timeout: '15min',

    // One account is one hot row, and records change in place: keep up with them.
    autovacuum_vacuum_scale_factor: 0.05,
    // A mailbox that has just been moved in is planned for as if it were empty until it has been looked at.
    autovacuum_analyze_scale_factor: 0.02,
    autovacuum_naptime: '10s',
    idle_in_transaction_session_timeout: '5min',

    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    // Plain lines on stderr, which process.ts reads. A refused statement is told to whoever asked it, and only to them.
    logging_collector: 'off',
    log_destination: 'stderr',
    log_line_prefix: '',
    log_min_messages: 'log',
    log_checkpoints: 'off',
    log_min_duration_statement: '2s',
    // What people write stays out of the log.
    log_parameter_max_length: 0,
    track_io_timing: 'on',
    track_activity_query_size: 4096,
  }
}
