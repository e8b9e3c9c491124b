import { findTampering } from '../../core/audit.ts'
import { auditEntry } from '../../core/types.ts'
import { writeId } from '../../lib/id.ts'
import type { Command, Context, Result } from './command.ts'
import { TAMPERED } from './exit-code.ts'

export const audit: Readonly<Record<string, Command>> = {
  verify: {
    usage: '',
    help: 'Follows the chain of the audit; tells the first entry that was tampered with.',
    words: 0,
    run: verify,
  },
}

async function verify({ db, organisationId }: Context): Promise<Result> {
  const found = await findTampering(db, organisationId)
  if (found === null) return { lines: ['The audit is whole.'], json: { tampered: null } }
  const tampered = writeId(auditEntry.prefix, found)
  return {
    lines: [`The audit does not hold from the entry ${tampered} on.`],
    json: { tampered },
    exitCode: TAMPERED,
  }
}
