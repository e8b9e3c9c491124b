import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { end, freePort, memoryOf, opened, run, start } from '../processes.ts'
import { unpackCyrus } from './debian.ts'
import { ground, type MailPeer } from './peer.ts'
import { fillSpool } from './spool.ts'

export interface Cyrus extends MailPeer {
  /** The path of the socket where JMAP is spoken. */
  readonly http: string
}

/** It recovers each database whenever it opens it, if it cannot keep a stamp in conf/db. */
const FOLDERS = ['conf', 'conf/db', 'proc', 'lock', 'spool', 'search', 'sock']

/**
 * Debian's Cyrus with JMAP; its programs are unpacked, since their packages conflict with Dovecot's. IMAP and HTTP are
 * asked at sockets of a file: on TCP it lets the kernel hold back the end of an answer until the beginning of it is
 * acknowledged, 40 ms later.
 */
export async function startCyrus(): Promise<Cyrus> {
  const { folder, clear } = await ground()
  const ports = { lmtp: await freePort() }
  const [imap, http] = [join(folder, 'sock', 'imap'), join(folder, 'sock', 'http')]
  const programs = await unpackCyrus(folder)
  for (const name of FOLDERS) await mkdir(join(folder, name))
  await run('/bin/chown', ['cyrus:mail', ...FOLDERS.map(name => join(folder, name))])
  const [imapd, cyrus] = [join(folder, 'imapd.conf'), join(folder, 'cyrus.conf')]
  await writeFile(imapd, settings(folder))
  await writeFile(cyrus, services(programs, imapd, { imap, http, lmtp: ports.lmtp }))
  const args = ['-M', cyrus, '-C', imapd, '-p', join(folder, 'master.pid')]
  const running = start('/usr/lib/cyrus/bin/master', args)
  for (const place of [ports.lmtp, imap, http]) await opened(running, place)
  return {
    name: 'Cyrus',
    ports,
    imap,
    http,
    fill: reader => fillSpool(folder, programs, imap, reader),
    memory: () => memoryOf(running.child.pid!),
    stop: () => end(running).finally(clear),
  }
}

interface Places {
  readonly imap: string
  readonly http: string
  readonly lmtp: number
}

const services = (programs: string, imapd: string, { imap, http, lmtp }: Places): string => `
START {
  recover cmd="/usr/sbin/cyrus ctl_cyrusdb -C ${imapd} -r"
}
SERVICES {
  imap cmd="${programs}/imapd -C ${imapd}" listen="${imap}" prefork=1 maxchild=100
  http cmd="${programs}/httpd -C ${imapd}" listen="${http}" prefork=1 maxchild=50
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
