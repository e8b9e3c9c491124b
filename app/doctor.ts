import { checkDomain } from '../core/dns/check.ts'
import { openOutgoing } from '../core/outgoing/outgoing.ts'
import { loadConfig, StartError } from '../lib/config.ts'
import type { AccountId, RecordId } from '../lib/id.ts'
import { openLog } from '../lib/log.ts'
import { type Database, openDatabase } from '../store/database.ts'
import { sql } from '../store/sql.ts'
import { certificateFindings } from './doctor/certificate.ts'
import { clockFindings } from './doctor/clock.ts'
import { diskFindings } from './doctor/disk.ts'
import { linesOf } from './doctor/dns.ts'
import { type Finding, type Language, said } from './doctor/finding.ts'
import { languageOf } from './doctor/language.ts'
import { portFindings } from './doctor/ports.ts'
import { queueFindings } from './doctor/queue.ts'
import { scannerFindings } from './doctor/scanners.ts'
import { bearReaderGone } from './reader-gone.ts'
import { findDatabase } from './server/find-database.ts'

// npm run doctor: how the house is (its certificate, its disk, what waits and what has failed, its clock, ports and filters),
// and every record that DNS should hold for each domain, with what it does hold. Looks at a server that runs, or at the data of
// one that does not; ends with 1 when mail would be lost or refused. In the language of the terminal, or of the organisation.

const config = loadConfig()
const log = openLog({ level: 'warn' })
type Outgoing = ReturnType<typeof openOutgoing>

async function main(): Promise<boolean> {
  const { db, close } = await open()
  const outgoing = openOutgoing(config.outgoing)
  try {
    if (!(await isFounded(db))) {
      say('Rien n’a encore été installé ici : npm start. · Nothing was set up here yet: npm start.')
      return false
    }
    const language = await languageOf(db)
    const isWell = await tellHealth(db, outgoing, language)
    const isKnown = await tellDns(db, outgoing, language)
    return isWell && isKnown
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

/** Whether a server has ever been started on it. */
async function isFounded(db: Database): Promise<boolean> {
  const row = await db.row<{ is: boolean }>(sql`
    select to_regclass('organisation') is not null and to_regclass('graphile_worker.jobs') is not null as is`)
  return row!.is
}

async function tellHealth(db: Database, outgoing: Outgoing, language: Language): Promise<boolean> {
  const findings = (
    await Promise.all([
      certificateFindings(config, new Date()),
      diskFindings(config.data),
      queueFindings(db),
      clockFindings(db, outgoing, config),
      portFindings(config),
      scannerFindings(config),
    ])
  ).flat()
  say(SERVER[language])
  for (const { state, says, advice } of findings) {
    say(`  ${MARK[state][language].padEnd(15)}${says[language]}`)
    if (advice) say(`  ${''.padEnd(15)}→ ${advice[language]}`)
  }
  return findings.every(({ state }) => state !== 'bad')
}

const SERVER = said('Le serveur', 'The server')
const MARK: Readonly<Record<Finding['state'], ReturnType<typeof said>>> = {
  good: said('bon', 'good'),
  attention: said('à voir', 'look'),
  bad: said('GRAVE', 'BAD'),
}

async function tellDns(db: Database, outgoing: Outgoing, language: Language): Promise<boolean> {
  const domains = await listDomains(db)
  if (domains.length === 0) say(`\n${NO_DOMAIN[language]}`)
  let isGood = true
  for (const { organisationId, ...domain } of domains) {
    const { records, keys } = await checkDomain({ db, config, outgoing }, organisationId, domain)
    for (const line of linesOf(domain.name, records, language)) say(line)
    const waiting = keys.filter(key => key.state === 'next').map(key => key.selector)
    if (waiting.length > 0) say(`  ${waiting.join(', ')}${WILL_SIGN[language]}`)
    isGood &&= records.every(record => !record.isNeeded || record.state === 'good')
  }
  return isGood
}

const NO_DOMAIN = said('Aucun domaine n’a encore été ajouté.', 'No domain has been added yet.')
const WILL_SIGN = said(
  ' : signera dès que son enregistrement sera vu ici.',
  ' will sign once its record is seen here.',
)

const listDomains = (db: Database): Promise<{ organisationId: AccountId; id: RecordId; name: string }[]> =>
  db.rows(sql`select account_id as "organisationId", id, name from domain order by account_id, name`)

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
