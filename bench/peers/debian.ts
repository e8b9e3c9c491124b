import { existsSync } from 'node:fs'
import { readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { run } from '../processes.ts'

/** Of both mail systems; the programs of Cyrus that conflict with Dovecot's are unpacked beside. */
const INSTALLED = ['postfix', 'dovecot-imapd', 'dovecot-lmtpd', 'cyrus-common', 'libshp2', 'procps']
const UNPACKED = ['cyrus-imapd', 'cyrus-caldav']

/** Why the peers cannot be had on this machine, or null. */
export function whyNot(): string | null {
  if (!existsSync('/etc/debian_version')) return 'only Debian has the packages'
  return process.getuid?.() === 0 ? null : 'only root can install and start them'
}

/** Installs what is missing, without starting any of it. */
export async function installPeers(): Promise<void> {
  const missing: string[] = []
  for (const name of INSTALLED) await run('/usr/bin/dpkg', ['-s', name]).catch(() => void missing.push(name))
  if (missing.length === 0) return
  const noService = [
    '-c',
    'printf "#!/bin/sh\\nexit 101\\n" > /usr/sbin/policy-rc.d && chmod 755 /usr/sbin/policy-rc.d',
  ]
  const own = !existsSync('/usr/sbin/policy-rc.d')
  if (own) await run('/bin/sh', noService)
  try {
    const install = [
      'DEBIAN_FRONTEND=noninteractive',
      'apt-get',
      '-qq',
      'install',
      '--yes',
      '--no-install-recommends',
    ]
    await run('/usr/bin/env', [...install, ...missing])
  } finally {
    if (own) await run('/bin/rm', ['/usr/sbin/policy-rc.d'])
  }
}

/** The folder of Cyrus' programs, all of them. */
export async function unpackCyrus(folder: string): Promise<string> {
  await run('/usr/bin/apt-get', ['-qq', 'download', ...UNPACKED], folder)
  for (const file of await readdir(folder))
    if (file.endsWith('.deb')) await run('/usr/bin/dpkg', ['-x', join(folder, file), folder])
  return join(folder, 'usr', 'lib', 'cyrus', 'bin')
}
