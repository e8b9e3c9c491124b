import { globSync } from 'node:fs'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { program } from '../../test/apt.ts'
import { DOMAIN } from '../login.ts'
import { end, freePort, memoryOf, opened, run, start } from '../processes.ts'
import { ground, type Peer } from './peer.ts'

export interface Postfix extends Peer {
  /** Waits until all that was taken has been delivered. */
  emptied(): Promise<void>
}

const LOOK_MS = 10

/** Debian's Postfix before an LMTP server: it says 250 once the message is in its queue, on disk. */
export async function startPostfix(lmtpPort: number): Promise<Postfix> {
  const { folder, clear } = await ground()
  const ports = { smtp: await freePort() }
  const at = (name: string) => join(folder, name)
  for (const name of ['etc', 'spool', 'lib']) await mkdir(at(name))
  await run('/bin/chown', ['postfix', at('lib')])
  await writeFile(at('etc/main.cf'), main(folder, lmtpPort))
  await writeFile(at('etc/master.cf'), master(ports.smtp))
  const postfix = program('postfix', 'benchmarks')
  const running = start(postfix, ['-c', at('etc'), 'start-fg'])
  await opened(running, ports.smtp)
  return {
    name: 'Postfix',
    ports,
    memory: () => memoryOf(running.child.pid!),
    async emptied() {
      while (globSync(QUEUES, { cwd: at('spool') }).length > 0) await pause(LOOK_MS)
    },
    stop: () => end(running).finally(clear),
  }
}

/** Files of its queues are named in letters and digits. */
const QUEUES = '{maildrop,incoming,active,deferred}/**/[0-9A-Za-z]*[0-9A-Za-z][0-9A-Za-z]'

const main = (folder: string, lmtpPort: number): string => `
compatibility_level = 3.6
queue_directory = ${folder}/spool
data_directory = ${folder}/lib
mail_owner = postfix
setgid_group = postdrop
inet_interfaces = 127.0.0.1
inet_protocols = ipv4
myhostname = mx.${DOMAIN}
mydestination =
mynetworks = 127.0.0.0/8
virtual_mailbox_domains = ${DOMAIN}
virtual_transport = lmtp:inet:127.0.0.1:${lmtpPort}
alias_maps =
alias_database =
local_recipient_maps =
lmtp_destination_concurrency_limit = 20
maillog_file = ${folder}/log
maillog_file_prefixes = ${folder}
smtpd_client_connection_rate_limit = 0
default_process_limit = 40
in_flow_delay = 0
`

// service, type, private, unprivileged, chroot, wakeup, maxproc, command
const master = (port: number): string => `
127.0.0.1:${port} inet n - n - - smtpd
pickup unix n - n 60 1 pickup
cleanup unix n - n - 0 cleanup
qmgr unix n - n 300 1 qmgr
rewrite unix - - n - - trivial-rewrite
bounce unix - - n - 0 bounce
defer unix - - n - 0 bounce
trace unix - - n - 0 bounce
verify unix - - n - 1 verify
flush unix n - n 1000? 0 flush
proxymap unix - - n - - proxymap
smtp unix - - n - - smtp
error unix - - n - - error
retry unix - - n - - error
lmtp unix - - n - - lmtp
anvil unix - - n - 1 anvil
scache unix - - n - 1 scache
postlog unix-dgram n - n - 1 postlogd
`
