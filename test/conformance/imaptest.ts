import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { core } from '../../core/face.ts'
import { imap, imaps } from '../../modules/mail/imap/listener.ts'
import { mail } from '../../modules/mail/module.ts'
import { PASSWORD, testHouse } from '../house.ts'

// Dovecot's imaptest against a house of its own: many clients that do at random what clients do, each checking that
// what it is told agrees with what it was told before.
//
//   node test/conformance/imaptest.ts PATH-OF-IMAPTEST [secs=60] [clients=10] …
//
// Debian has no package of it: build it from its sources against Debian's dovecot-dev.

const MESSAGES = 200

async function main([program, ...options]: string[]): Promise<number> {
  if (!program) throw new Error('say where imaptest is')
  const house = await testHouse([core, { ...mail, listeners: [imap, imaps] }])
  const folder = await mkdtemp(join(tmpdir(), 'bastide-imaptest-'))
  try {
    const mbox = join(folder, 'messages')
    await writeFile(mbox, Array.from({ length: MESSAGES }, (_, i) => message(i)).join(''))
    const where = ['host=127.0.0.1', `port=${house.ports['imap']}`, `mbox=${mbox}`]
    const who = [`user=${house.claire.address}`, `pass=${PASSWORD}`]
    const child = spawn(program, [...where, ...who, 'secs=60', 'clients=10', ...options], {
      stdio: 'inherit',
    })
    const [code] = (await once(child, 'exit')) as [number | null]
    return code ?? 1
  } finally {
    await house.close()
    await rm(folder, { recursive: true, force: true })
  }
}

function message(number: number): string {
  const body = Array.from({ length: 1 + (number % 60) }, (_, line) => `Ligne ${line} du message ${number}.`)
  const lines = [
    'From claire@montauzan.fr Tue Nov 24 09:00:00 2026',
    `From: Claire <claire${number}@montauzan.fr>`,
    'To: paul@montauzan.fr',
    `Subject: Message ${number}`,
    'Date: Tue, 24 Nov 2026 09:00:00 +0100',
    `Message-ID: <${number}@montauzan.fr>`,
    '',
    ...body,
    '',
    '',
  ]
  return lines.join('\r\n')
}

process.exitCode = await main(process.argv.slice(2))
