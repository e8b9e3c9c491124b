import { addDomain } from '../../core/domain.ts'
import { Refused } from '../../lib/errors.ts'
import type { RecordId } from '../../lib/id.ts'
import { sql } from '../../store/sql.ts'
import { type Command, type Context, type Result, table } from './command.ts'

export const domain: Readonly<Record<string, Command>> = {
  add: {
    usage: 'NAME [--alias-of NAME]',
    help: 'Adds a domain, in which addresses are given or which repeats those of another.',
    words: 1,
    options: { 'alias-of': { type: 'string' } },
    run: add,
  },
  list: { usage: '', help: 'Every domain.', words: 0, run: list },
}

async function add(context: Context): Promise<Result> {
  const { db, organisationId, given } = context
  const name = given.words[0]!.toLowerCase()
  const target = given.text('alias-of')
  const aliasOf = target === null ? null : await findDomain(context, target)
  const id = await db.write(tx => addDomain(tx, null, organisationId, { name, aliasOf }))
  return { lines: [`${name} is added.`], json: { id: `do${id}`, name, aliasOf: target } }
}

async function findDomain({ db, organisationId }: Context, name: string): Promise<RecordId> {
  const row = await db.row<{ id: RecordId }>(
    sql`select id from domain where account_id = ${organisationId} and name = ${name.toLowerCase()}`,
  )
  if (!row) throw new Refused('notFound', `${name} is not a domain here`)
  return row.id
}

async function list({ db, organisationId }: Context): Promise<Result> {
  const domains = await db.rows<{ id: string; name: string; aliasOf: string | null }>(sql`
    select 'do' || d.id as id, d.name, t.name as "aliasOf" from domain d
    left join domain t on t.account_id = d.account_id and t.id = d.alias_of
    where d.account_id = ${organisationId} order by d.name`)
  return {
    lines: table(domains.map(({ name, aliasOf }) => [name, aliasOf === null ? '' : `repeats ${aliasOf}`])),
    json: { domains },
  }
}
