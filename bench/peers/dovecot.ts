import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { program } from '../../test/apt.ts'
import { visit } from '../imap.ts'
import { end, freePort, memoryOf, opened, run, start } from '../processes.ts'
import { fillMaildir } from './maildir.ts'
import { ground, type MailPeer } from './peer.ts'

/** Whose the mail is; no such user needs to exist. */
const OWNER = 5555

/** What changed within the last second or two, it looks through again and again. */
const SETTLE_MS = 2500

/**
 * Debian's Dovecot as it comes: Maildir, fsync as needed. Only its limits are raised, of connections for the mix and of
 * memory for a million messages.
 */
export async function startDovecot(): Promise<MailPeer> {
  const { folder, clear } = await ground()
  const ports = { imap: await freePort(), lmtp: await freePort() }
  const config = join(folder, 'dovecot.conf')
  await mkdir(join(folder, 'mail'))
  await run('/bin/chown', [String(OWNER), join(folder, 'mail')])
  await writeFile(config, settings(folder, ports))
  const running = start(program('dovecot', 'benchmarks', 'dovecot-imapd'), ['-F', '-c', config])
  await opened(running, ports.imap)
  await opened(running, ports.lmtp)
  return {
    name: 'Dovecot',
    ports,
    imap: ports.imap,
    async fill(reader) {
      const home = join(folder, 'mail', reader.address.split('@')[0]!)
      await fillMaildir(join(home, 'Maildir'), reader.emails)
      await run('/bin/chown', ['-R', `${OWNER}:${OWNER}`, home])
      await pause(SETTLE_MS)
      await visit(ports.imap, reader)
    },
    memory: () => memoryOf(running.child.pid!),
    stop: () => end(running).finally(clear),
  }
}

const settings = (folder: string, ports: { imap: number; lmtp: number }): string => `
protocols = imap lmtp
listen = 127.0.0.1
base_dir = ${folder}/run
state_dir = ${folder}/state
log_path = ${folder}/log
instance_name = bastide-bench
ssl = no
disable_plaintext_auth = no
mail_location = maildir:~/Maildir
first_valid_uid = 500
mail_max_userip_connections = 100
default_vsz_limit = 2G
auth_username_format = %Ln
passdb {
  driver = static
  args = nopassword=y
}
userdb {
  driver = static
  args = uid=${OWNER} gid=${OWNER} home=${folder}/mail/%n allow_all_users=yes
}
namespace inbox {
  inbox = yes
}
service imap-login {
  inet_listener imap {
    port = ${ports.imap}
  }
  inet_listener imaps {
    port = 0
  }
  service_count = 0
  process_min_avail = 1
}
service lmtp {
  inet_listener lmtp {
    port = ${ports.lmtp}
  }
}
service stats {
  unix_listener stats-writer {
    mode = 0666
  }
}
protocol lmtp {
  postmaster_address = postmaster@localhost
}
`
