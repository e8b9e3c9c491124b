import type { Database } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import { attention, bad, type Finding, good, said } from './finding.ts'

const HOUR = 60 * 60 * 1000
/** The relay looks every minute, and jobs are taken at once: what is due for longer has nobody who does it. */
const OVERDUE = '15 minutes'
const OLD_MS = 24 * HOUR
const MOST_NAMED = 5

export const queueFindings = async (db: Database): Promise<Finding[]> => [
  await outgoingFinding(db),
  await failedFinding(db),
  ...(await overdueFindings(db)),
]

/** How many recipients elsewhere wait, and for how long. */
async function outgoingFinding(db: Database): Promise<Finding> {
  const row = await db.row<{
    count: number
    overdue: number
    oldestMs: number | null
    reply: string | null
  }>(sql`
    select count(*)::int as count, count(*) filter (where next_at < now() - ${OVERDUE}::interval)::int as overdue,
      extract(epoch from now() - min(created_at))::float8 * 1000 as "oldestMs",
      (array_agg(last_reply order by created_at))[1] as reply
    from outgoing`)
  const { count, overdue, oldestMs, reply } = row!
  if (count === 0) return good(said('Aucun message n’attend de partir.', 'No message waits to leave.'))
  const hours = Math.floor((oldestMs ?? 0) / HOUR)
  const last =
    reply === null ? said('', '') : said(` ; dernière réponse : ${reply}`, `; last answer: ${reply}`)
  const says = said(
    `${count} destinataire(s) attendent, le plus ancien depuis ${hours} h${last.fr}.`,
    `${count} recipient(s) wait, the oldest for ${hours} h${last.en}.`,
  )
  if (overdue > 0)
    return bad(
      says,
      said(
        `${overdue} auraient dû partir : vérifiez que le serveur tourne, avec le rôle jobs.`,
        `${overdue} should have left: check that the server runs, with the role jobs.`,
      ),
    )
  if ((oldestMs ?? 0) < OLD_MS) return good(says)
  return attention(
    says,
    said(
      'Voyez la file d’attente dans l’administration : un serveur ne répond pas, ou refuse ce qui vient d’ici.',
      'Look at the queue in the administration: a server does not answer, or refuses what comes from here.',
    ),
  )
}

/** Work that nobody tries any more. */
async function failedFinding(db: Database): Promise<Finding> {
  const rows = await db.rows<{ name: string; count: number; error: string | null }>(sql`
    select task_identifier as name, count(*)::int as count,
      left((array_agg(split_part(last_error, chr(10), 1) order by run_at desc))[1], 200) as error
    from graphile_worker.jobs where attempts >= max_attempts and locked_at is null
    group by task_identifier order by 2 desc limit ${MOST_NAMED}`)
  if (rows.length === 0)
    return good(said('Aucune tâche n’a échoué pour de bon.', 'No job has failed for good.'))
  const list = rows.map(({ name, count, error }) => `${count} × ${name} (${error ?? '?'})`).join(' · ')
  return attention(
    said(`Des tâches ont échoué pour de bon : ${list}`, `Jobs have failed for good: ${list}`),
    said(
      'Leur cause réglée, relancez-les dans l’administration, sous « Tâches de fond ».',
      'Once their cause is mended, run them again in the administration, under “Background tasks”.',
    ),
  )
}

async function overdueFindings(db: Database): Promise<Finding[]> {
  const row = await db.row<{ count: number }>(sql`
    select count(*)::int as count from graphile_worker.jobs
    where attempts < max_attempts and locked_at is null and run_at < now() - ${OVERDUE}::interval`)
  const { count } = row!
  if (count === 0) return []
  return [
    bad(
      said(
        `${count} tâche(s) attendent, et personne ne les fait.`,
        `${count} job(s) wait, and nobody does them.`,
      ),
      said(
        'Vérifiez que le serveur tourne, avec le rôle jobs.',
        'Check that the server runs, with the role jobs.',
      ),
    ),
  ]
}
