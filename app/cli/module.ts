import { checkSwitches, switchedModules } from '../../core/modules.ts'
import { updateOrganisation } from '../../core/organisation.ts'
import type { AccountId } from '../../lib/id.ts'
import type { Queryable } from '../../store/database.ts'
import { lockAccounts } from '../../store/sequence.ts'
import { sql } from '../../store/sql.ts'
import { type Command, type Context, type Result, table } from './command.ts'

export const module: Readonly<Record<string, Command>> = {
  list: { usage: '', help: 'Every module, and whether it is on.', words: 0, run: list },
  on: { usage: 'NAME', help: 'Switches a module on, with all that it held.', words: 1, run: turn(true) },
  off: { usage: 'NAME', help: 'Switches a module off; its data stays.', words: 1, run: turn(false) },
}

const readModules = async (db: Queryable, organisationId: AccountId): Promise<Record<string, boolean>> =>
  (await db.row<{ modules: Record<string, boolean> }>(
    sql`select modules from organisation where account_id = ${organisationId}`,
  ))!.modules

async function list(context: Context): Promise<Result> {
  const { db, organisationId, registry } = context
  const switches = await readModules(db, organisationId)
  const modules = switchedModules(registry).map(name => ({ name, on: switches[name] !== false }))
  return {
    lines: table(modules.map(({ name, on }) => [name, on ? 'on' : 'off'])),
    json: { modules },
  }
}

function turn(on: boolean) {
  return async (context: Context): Promise<Result> => {
    const { db, registry, organisationId, given } = context
    const name = given.words[0]!
    await db.write(async tx => {
      await lockAccounts(tx, [organisationId])
      const modules = checkSwitches(registry, { ...(await readModules(tx, organisationId)), [name]: on })
      await updateOrganisation(tx, null, organisationId, { modules })
    })
    return { lines: [`${name} is ${on ? 'on' : 'off'}.`], json: { name, on } }
  }
}
