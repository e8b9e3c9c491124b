import { type CheckedRecord, checkDomain } from '../core/dns/check.ts'
import type { Purpose } from '../core/dns/records.ts'
import { openOutgoing } from '../core/outgoing/outgoing.ts'
import { loadConfig, StartError } from '../lib/config.ts'
import type { AccountId, RecordId } from '../lib/id.ts'
import { openLog } from '../lib/log.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { sql } from '../store/sql.ts'
import { bearReaderGone } from './reader-gone.ts'
import { findDatabase } from './server/find-database.ts'

// npm run doctor: every record that DNS should hold for each domain of the house, and what it does hold. Looks at a
// server that runs, or at the data of one that does not; ends with 1 when mail would be lost or refused.

const config = loadConfig()
const log = openLog({ level: 'warn' })

async function main(): Promise<boolean> {
  const { db, close } = await open()
  const outgoing = openOutgoing(config.outgoing)
  try {
    const domains = await listDomains(db)
    if (domains.length === 0) say('No domain has been added yet.')
    let isGood = true
    for (const { organisationId, ...domain } of domains) {
      const { records, keys } = await checkDomain({ db, config, outgoing }, organisationId, domain)
      print(domain.name, records)
      const waiting = keys.filter(key => key.state === 'next').map(key => key.selector)
      if (waiting.length > 0) say(`  ${waiting.join(' and ')} will sign once their records are seen here.`)
      isGood &&= records.every(record => !record.isNeeded || record.state === 'good')
    }
    return isGood
  } finally {
    await outgoing.close()
    await close()
  }
}

interface Opened {
  readonly db: Database
  close(): Promise<void>
}

async function open(): Promise<Opened> {
  const { connection, stop } = await findDatabase(config, log)
  const db = openDatabase({ connection, connections: 2 })
  return {
    db,
    close: async () => {
      await db.close()
      await stop()
    },
  }
}

const listDomains = (db: Database): Promise<{ organisationId: AccountId; id: RecordId; name: string }[]> =>
  db.rows(sql`select account_id as "organisationId", id, name from domain order by account_id, name`)

const WHY: Record<Purpose, string> = {
  mx: 'Where other servers bring the mail of the domain.',
  spf: 'Who may send mail of the domain. Only one such record may stand.',
  dkim: 'With what others check the signatures of its mail.',
  dmarc: 'What others do with mail that pretends to be of it.',
  submissions: 'Where mail programs send, with TLS from the start.',
  submission: 'Where mail programs send, with STARTTLS.',
  imaps: 'Where mail programs read, with TLS from the start.',
  imap: 'Where mail programs read, with STARTTLS.',
  jmap: 'Where JMAP clients find the server.',
  autoconfig: 'Where Thunderbird asks for its settings.',
  autodiscover: 'Where Outlook asks for its settings.',
}

const MARK = { good: 'good', missing: 'MISSING', different: 'DIFFERENT', unknown: 'no answer' } as const

function print(domain: string, records: readonly CheckedRecord[]): void {
  say(`\n${domain}`)
  for (const { purpose, kind, name, value, state, found, isNeeded } of records) {
    const mark = state !== 'good' && !isNeeded ? `(${MARK[state].toLowerCase()})` : MARK[state]
    say(`  ${mark.padEnd(12)}${kind.padEnd(6)}${name}  ${value}`)
    if (state === 'good') continue
    say(`  ${''.padEnd(18)}${WHY[purpose]}${isNeeded ? '' : ' Mail works without it.'}`)
    if (state === 'different') say(`  ${''.padEnd(18)}Now there: ${found.join(' | ')}`)
  }
}

const say = (line: string): void => void process.stdout.write(`${line}\n`)

bearReaderGone()
main().then(
  isGood => process.exit(isGood ? 0 : 1),
  error => {
    if (error instanceof StartError) console.error(`bastide: ${error.message}`)
    else console.error('bastide: the doctor failed:', error)
    process.exit(1)
  },
)
