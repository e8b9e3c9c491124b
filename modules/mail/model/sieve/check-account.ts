import type { AccountId } from '../../../../lib/id.ts'
import type { Queryable } from '../../../../store/database.ts'
import { type Checked, checkScript } from '../../../../wire/sieve/check.ts'
import { EXTENSIONS } from '../../../../wire/sieve/extensions.ts'
import { type Fault, faultAt } from '../../../../wire/sieve/fault.ts'
import type { Program } from '../../../../wire/sieve/language.ts'
import { literalRedirects } from '../../../../wire/sieve/redirects.ts'
import { findFence, mayForward } from '../forwarding.ts'
import { listScripts } from './filter.ts'

/** Whether a script may run in an account, whose other scripts it may include. */
export async function checkForAccount(db: Queryable, accountId: AccountId, script: string): Promise<Checked> {
  const others = /\binclude\b/i.test(script) ? await listScripts(db, accountId) : new Map<string, string>()
  const findScript = (name: string, place: string) =>
    place === 'personal' ? (others.get(name) ?? null) : null
  return checkScript(script, { extensions: EXTENSIONS, findScript })
}

/** The same for one that is being written: it names nobody to whom the administrators let nothing be sent on. */
export async function checkForWriting(db: Queryable, accountId: AccountId, script: string): Promise<Checked> {
  const checked = await checkForAccount(db, accountId, script)
  const faults = checked.program ? await fencedIn(db, accountId, checked.program) : []
  return faults.length > 0 ? { program: null, faults } : checked
}

async function fencedIn(db: Queryable, accountId: AccountId, { source, steps }: Program): Promise<Fault[]> {
  const redirects = literalRedirects(steps)
  const fence = redirects.length === 0 ? null : await findFence(db, accountId)
  if (fence === null) return []
  const fenced = redirects.filter(({ address }) => !mayForward(fence, address))
  return fenced.map(({ address, start }) => faultAt(source, start, 'notForwarded', { name: address }))
}
