import type { Database } from '../../store/database.ts'
import { sql } from '../../store/sql.ts'
import type { Language } from './finding.ts'

/** That of the terminal; where it says none (C, POSIX), that of the organisation. */
export async function languageOf(
  db: Database,
  env: Readonly<Record<string, string | undefined>> = process.env,
): Promise<Language> {
  const locale = env['LC_ALL'] || env['LC_MESSAGES'] || env['LANG'] || ''
  if (/^[a-z]{2}(?:_|\.|$)/.test(locale)) return locale.startsWith('fr') ? 'fr' : 'en'
  const row = await db.row<{ language: string }>(
    sql`select language from organisation order by account_id limit 1`,
  )
  return row?.language.startsWith('fr') === false ? 'en' : 'fr'
}
