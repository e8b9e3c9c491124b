import { ADMIN, PRINCIPALS } from '../../../../core/types.ts'
import { Refused } from '../../../../lib/errors.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { CORE } from '../../../../wire/jmap/capability.ts'
import type { JsonObject } from '../../../../wire/jmap/json.ts'
import { readSetResponse } from '../../../../wire/jmap/record.ts'

export interface Changes {
  readonly create?: Readonly<Record<string, JsonObject>>
  readonly update?: Readonly<Record<string, JsonObject>>
  readonly destroy?: readonly string[]
}

const USING = [CORE, PRINCIPALS, ADMIN]

/**
 * Administration waits for the server's word and goes past the outbox: an account that is disabled « later, when there
 * is a network » would be a false promise. The lists follow by push. Ids of what was made, by key; the first refusal
 * is thrown, with its `type` and `properties` in the details.
 */
// RFC 8620 §5.3
export async function change(
  client: Client,
  type: string,
  changes: Changes,
): Promise<Readonly<Record<string, string>>> {
  const accountId = client.primaryAccount(type)
  const answers = await client.ask(USING, [[`${type}/set`, { accountId, ...changes }, 'set']])
  const { created, ...rest } = readSetResponse(answers.read('set', `${type}/set`))
  const [error] = Object.values({ ...rest.notCreated, ...rest.notUpdated, ...rest.notDestroyed })
  if (error) throw new Refused('notPossible', error.description ?? error.type, { ...error })
  return Object.fromEntries(Object.entries(created ?? {}).map(([key, { id }]) => [key, id]))
}

/** A method of the directory that is no change of a record. */
export async function run(client: Client, method: string, args: JsonObject): Promise<JsonObject> {
  const accountId = client.primaryAccount('Principal')
  const answers = await client.ask(USING, [[method, { accountId, ...args }, 'run']])
  return answers.read('run', method)
}
