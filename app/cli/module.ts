import { checkSwitches, switchedModules } from '../../core/modules.ts'
import { updateOrganisation } from '../../core/organisation.ts'
import { sql } from '../../store/sql.ts'
import { type Command, type Context, type Result, table } from './command.ts'

export const module: Readonly<Record<string, Command>> = {
  list: { usage: '', help: 'Every module, and whether it is on.', words: 0, run: list },
  on: { usage: 'NAME', help: 'Switches a module on, with all that it held.', words: 1, run: turn(true) },
  off: { usage: 'NAME', help: 'Switches a module off; its data stays.', words: 1, run: turn(false) },
}

const readModules = async ({ db, organisationId }: Context): Promise<Record<string, boolean>> =>
  (await db.row<{ modules: Record<string, boolean> }>(
    sql`select modules from organisation where account_id = ${organisationId}`,
  ))!.modules

async function list(context: Context): Promise<Result> {
  const switches = await readModules(context)
  const modules = switchedModules(context.registry).map(name => ({ name, on: switches[name] !== false }))
  return {
    lines: table(modules.map(({ name, on }) => [name, on ? 'on' : 'off'])),
    json: { modules },
  }
}

function turn(on: boolean) {
  return async (context: Context): Promise<Result> => {
    const { db, registry, organisationId, given } = context
    const name = given.words[0]!
    const modules = checkSwitches(registry, { ...(await readModules(context)), [name]: on })
    await db.write(tx => updateOrganisation(tx, null, organisationId, { modules }))
    return { lines: [`${name} is ${on ? 'on' : 'off'}.`], json: { name, on } }
  }
}
