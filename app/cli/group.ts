import { listMembers } from '../../core/group.ts'
import { createPrincipal, updatePrincipal } from '../../core/principal.ts'
import type { PrincipalId } from '../../lib/id.ts'
import { lockAccounts } from '../../store/sequence.ts'
import { sql } from '../../store/sql.ts'
import { type Command, type Context, type Result, table, UsageError } from './command.ts'
import { findByAddress } from './find.ts'

export const group: Readonly<Record<string, Command>> = {
  create: {
    usage: 'ADDRESS --name NAME [--member ADDRESS]… [--mailbox]',
    help: 'Makes a group; with a mailbox it receives for itself, without one its members do.',
    words: 1,
    options: {
      name: { type: 'string' },
      member: { type: 'string', multiple: true },
      mailbox: { type: 'boolean' },
    },
    run: create,
  },
  list: { usage: '', help: 'Every group, with the number of its members.', words: 0, run: list },
  add: { usage: 'GROUP MEMBER', help: 'Puts somebody into a group.', words: 2, run: put(true) },
  remove: { usage: 'GROUP MEMBER', help: 'Takes somebody out of a group.', words: 2, run: put(false) },
}

async function create(context: Context): Promise<Result> {
  const { db, registry, organisationId, given } = context
  const [email = ''] = given.words
  const name = given.text('name')
  if (name === null) throw new UsageError('--name is needed')
  const members: PrincipalId[] = []
  for (const address of given.texts('member')) members.push((await findByAddress(context, address)).id)
  const account = given.is('mailbox')
  const { id } = await db.write(tx =>
    createPrincipal(tx, registry, null, organisationId, { type: 'group', name, email, members, account }),
  )
  return {
    lines: [`The group ${name} <${email}> is made.`],
    json: { id: `p${id}`, name, email, members: members.length },
  }
}

async function list({ db, organisationId }: Context): Promise<Result> {
  const groups = await db.rows<{ id: string; name: string; email: string; members: number }>(sql`
    select 'p' || p.id as id, p.name, coalesce(p.email, '') as email,
      (select count(*) from member m where m.account_id = p.account_id and m.group_id = p.id)::int as members
    from principal p where p.account_id = ${organisationId} and p.kind = 'group' order by fold(p.name), p.id`)
  return {
    lines: table(groups.map(({ email, name, members }) => [email, name, String(members)])),
    json: { groups },
  }
}

function put(isIn: boolean) {
  return async (context: Context): Promise<Result> => {
    const { db, organisationId, given } = context
    const [to, whom] = [
      await findByAddress(context, given.words[0]!),
      await findByAddress(context, given.words[1]!),
    ]
    const members = await db.write(async tx => {
      await lockAccounts(tx, [organisationId])
      const now = (await listMembers(tx, organisationId, [to.id])).get(to.id) ?? []
      const others = now.filter(id => id !== whom.id)
      const wanted = isIn ? [...others, whom.id] : others
      await updatePrincipal(tx, null, organisationId, to.id, { members: wanted })
      return wanted
    })
    return {
      lines: [`${whom.name} is ${isIn ? 'in' : 'no longer in'} ${to.name}.`],
      json: { id: `p${to.id}`, members: members.map(id => `p${id}`) },
    }
  }
}
