import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { openInbox, visit } from '../imap.ts'
import type { Reader } from '../login.ts'
import type { Place } from '../place.ts'
import { run } from '../processes.ts'
import { writeLetters } from './letters.ts'

const TOOLS = '/usr/lib/cyrus/bin'

/**
 * Letters in the spool of Cyrus: taken over as after a loss of its index, marked as read, and indexed. The tools that do it
 * flush less and index more at once than the server, whose settings stay as they are.
 */
export async function fillSpool(
  folder: string,
  programs: string,
  imap: Place,
  { emails, ...login }: Reader,
): Promise<void> {
  const settings = join(folder, 'fill.conf')
  const own = await readFile(join(folder, 'imapd.conf'), 'utf8')
  await writeFile(settings, `${own}skiplist_unsafe: yes\nsearch_batchsize: 8192\n`)
  await visit(imap, login)
  const mailbox = `user/${login.address}`
  const spool = (await run(`${TOOLS}/mbpath`, ['-C', settings, mailbox])).trim()
  await writeLetters(spool, emails, (n, text) => ({ name: `${n + 1}.`, text }))
  await run('/bin/chown', ['-R', 'cyrus:mail', spool])
  await run(`${TOOLS}/reconstruct`, ['-C', settings, mailbox])
  const inbox = await openInbox(imap, login)
  if (inbox.count !== emails) throw new Error(`Cyrus took over ${inbox.count} of ${emails} emails`)
  await inbox.say('STORE 1:* +FLAGS.SILENT (\\Seen)')
  inbox.close()
  await run(`${programs}/squatter`, ['-i', '-C', settings, mailbox])
}
