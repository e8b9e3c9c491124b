import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { end, freePort, memoryOf, opened, run, start } from '../processes.ts'
import { unpackCyrus } from './debian.ts'
import { ground, type Peer } from './peer.ts'

interface Ports extends Record<string, number> {
  readonly imap: number
  readonly http: number
  readonly lmtp: number
}

const FOLDERS = ['conf', 'proc', 'lock', 'spool', 'search', 'sock']

/** Debian's Cyrus with JMAP; its programs are unpacked, since their packages conflict with Dovecot's. */
export async function startCyrus(): Promise<Peer> {
  const { folder, clear } = await ground()
  const ports: Ports = { imap: await freePort(), http: await freePort(), lmtp: await freePort() }
  const programs = await unpackCyrus(folder)
  for (const name of FOLDERS) await mkdir(join(folder, name))
  await run('/bin/chown', ['cyrus:mail', ...FOLDERS.map(name => join(folder, name))])
  const [imapd, cyrus] = [join(folder, 'imapd.conf'), join(folder, 'cyrus.conf')]
  await writeFile(imapd, settings(folder))
  await writeFile(cyrus, services(programs, imapd, ports))
  const args = ['-M', cyrus, '-C', imapd, '-p', join(folder, 'master.pid')]
  const running = start('/usr/lib/cyrus/bin/master', args)
  for (const port of Object.values(ports)) await opened(running, port)
  return {
    name: 'Cyrus',
    ports,
    memory: () => memoryOf(running.child.pid!),
    stop: () => end(running).finally(clear),
  }
}

const services = (programs: string, imapd: string, { imap, http, lmtp }: Ports): string => `
START {
  recover cmd="/usr/sbin/cyrus ctl_cyrusdb -C ${imapd} -r"
}
SERVICES {
  imap cmd="${programs}/imapd -C ${imapd}" listen="127.0.0.1:${imap}" prefork=1 maxchild=100
  http cmd="${programs}/httpd -C ${imapd}" listen="127.0.0.1:${http}" prefork=1 maxchild=50
  lmtp cmd="lmtpd -C ${imapd} -a" listen="127.0.0.1:${lmtp}" prefork=1 maxchild=20
}
`

const settings = (folder: string): string => `
configdirectory: ${folder}/conf
proc_path: ${folder}/proc
mboxname_lockpath: ${folder}/lock
defaultpartition: default
partition-default: ${folder}/spool
defaultsearchtier: t1
t1searchpartition-default: ${folder}/search
search_engine: xapian
admins: cyrus
altnamespace: yes
unixhierarchysep: yes
virtdomains: userid
defaultdomain: localhost
servername: localhost
allowplaintext: yes
sasl_pwcheck_method: alwaystrue
sasl_mech_list: PLAIN LOGIN
httpmodules: jmap
httpallowcompress: no
conversations: yes
jmap_nonstandard_extensions: yes
jmap_preview_annot: /shared/vendor/messagingengine.com/preview
autocreate_quota: 0
autocreate_post: yes
lmtpsocket: ${folder}/sock/lmtp
idlesocket: ${folder}/sock/idle
notifysocket: ${folder}/sock/notify
syslog_prefix: bastide-bench
`
