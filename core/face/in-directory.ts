import { Refused } from '../../lib/errors.ts'
import type { Method } from '../module.ts'

/** A method of the organisation as a whole takes the account of its directory. */
export const inDirectory =
  (run: Method): Method =>
  async (call, args) => {
    const access = await call.access(args['accountId'])
    if (access.accountId !== call.actor.organisationId)
      throw new Refused('accountNotFound', 'the account of the directory is expected')
    return run(call, args)
  }
