import type { AccountId } from '../../../../lib/id.ts'
import type { Queryable } from '../../../../store/database.ts'
import { type Checked, checkScript } from '../../../../wire/sieve/check.ts'
import { EXTENSIONS } from '../../../../wire/sieve/extensions.ts'
import { listScripts } from './filter.ts'

/** Whether a script may run in an account, whose other scripts it may include. */
export async function checkForAccount(db: Queryable, accountId: AccountId, script: string): Promise<Checked> {
  const others = /\binclude\b/i.test(script) ? await listScripts(db, accountId) : new Map<string, string>()
  const findScript = (name: string, place: string) =>
    place === 'personal' ? (others.get(name) ?? null) : null
  return checkScript(script, { extensions: EXTENSIONS, findScript })
}
