import { resolveAddress } from '../../core/resolve.ts'
import { Refused } from '../../lib/errors.ts'
import type { PrincipalId } from '../../lib/id.ts'
import { sql } from '../../store/sql.ts'
import type { Context } from './command.ts'

export interface Row {
  readonly id: PrincipalId
  readonly name: string
  readonly email: string | null
}

/** Who or what has an address, primary or alias. */
export async function findByAddress({ db, organisationId }: Context, address: string): Promise<Row> {
  const found = await resolveAddress(db, address)
  const row =
    found.kind === 'found' && found.organisationId === organisationId && found.tag === ''
      ? await db.row<Row>(sql`
          select id, name, email from principal where account_id = ${organisationId} and id = ${found.principalId}`)
      : null
  if (!row) throw new Refused('notFound', `nobody here has the address ${address}`)
  return row
}
