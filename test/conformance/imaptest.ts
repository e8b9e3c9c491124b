import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { cp, mkdir, mkdtemp, readdir, rm, writeFile } from 'node:fs/promises'
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
//   node test/conformance/imaptest.ts PATH-OF-IMAPTEST scripts FOLDER [part of a name …]
//
// The second way runs its scripts, one file at a time: the mailboxes that one leaves behind are gone before the next.
// Debian has no package of it: build it from its sources against Debian's dovecot-dev.

const MESSAGES = 200

const SCRIPT_MS = 40_000

async function main([program, ...options]: string[]): Promise<number> {
  if (!program) throw new Error('say where imaptest is')
  const house = await testHouse([core, { ...mail, listeners: [imap, imaps] }])
  const folder = await mkdtemp(join(tmpdir(), 'bastide-imaptest-'))
  const where = ['host=127.0.0.1', `port=${house.ports['imap']}`]
  const run = (...more: string[]) => [...where, `user=${house.claire.address}`, `pass=${PASSWORD}`, ...more]
  try {
    if (options[0] === 'scripts') return await scripts(program, run, folder, options.slice(1))
    const mbox = join(folder, 'messages')
    await writeFile(mbox, Array.from({ length: MESSAGES }, (_, i) => message(i)).join(''))
    const child = spawn(program, run(`mbox=${mbox}`, 'secs=60', 'clients=10', ...options), {
      stdio: 'inherit',
    })
    const [code] = (await once(child, 'exit')) as [number | null]
    return code ?? 1
  } finally {
    await house.close()
    await rm(folder, { recursive: true, force: true })
  }
}

async function scripts(
  program: string,
  run: (...more: string[]) => string[],
  folder: string,
  [from = '', ...parts]: string[],
): Promise<number> {
  const names = (await readdir(from, { withFileTypes: true }))
    .filter(file => file.isFile() && !file.name.endsWith('.mbox'))
    .map(file => file.name)
    .filter(name => parts.length === 0 || parts.some(part => name.includes(part)))
  const sums = { passed: 0, failed: 0, skipped: 0, commands: 0, wrong: 0 }
  for (const name of names) {
    const alone = join(folder, name)
    await mkdir(alone)
    for (const file of [name, `${name}.mbox`, 'default.mbox'])
      await cp(join(from, file), join(alone, file)).catch(() => {})
    const output = await outputOf(program, run(`test=${alone}`))
    const verdict = verdictOf(output)
    sums[verdict]++
    for (const [, wrong, all] of output.matchAll(/: (\d+)\/(\d+) individual commands failed/g)) {
      sums.commands += Number(all)
      sums.wrong += Number(wrong)
    }
    console.log(`${{ passed: '✔', failed: '✖', skipped: '-' }[verdict]} ${name}`)
    if (verdict === 'failed') console.log(output.replace(/^/gm, '    '))
  }
  console.log(JSON.stringify(sums))
  return sums.failed === 0 ? 0 : 1
}

async function outputOf(program: string, options: string[]): Promise<string> {
  const child = spawn(program, options, { timeout: SCRIPT_MS, stdio: ['ignore', 'pipe', 'pipe'] })
  const heard: Buffer[] = []
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (data: Buffer) => heard.push(data))
  await once(child, 'close')
  return Buffer.concat(heard).toString('latin1')
}

/** It counts at the end: so many groups, so many failed, so many skipped for want of an extension. */
function verdictOf(output: string): 'passed' | 'failed' | 'skipped' {
  const of = (what: RegExp) => Number(what.exec(output)?.[1] ?? Number.NaN)
  if (of(/(\d+) test groups?: /) === of(/(\d+) skipped/)) return 'skipped'
  return of(/ (\d+) failed/) === 0 ? 'passed' : 'failed'
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
