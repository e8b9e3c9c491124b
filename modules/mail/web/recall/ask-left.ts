import type { Client } from '../../../../web/sync/client.ts'
import { isRefusedAs } from '../../../../web/sync/transport/answers.ts'
import { readUnsignedInt } from '../../../../wire/jmap/scalar.ts'
import { BASTIDE_MAIL, MAIL } from '../../types.ts'
import type { AskLeft } from './recall-desk.ts'

/** Asks the house; a refusal means that there is nothing more to be told of. */
export const askLeftOf =
  (client: Client): AskLeft =>
  async (accountId, emailId) => {
    try {
      const answers = await client.ask(
        [MAIL, BASTIDE_MAIL],
        [['Email/recallLeft', { accountId, emailId }, 'l']],
      )
      return readUnsignedInt(answers.read('l', 'Email/recallLeft')['left'], 'left')
    } catch (error) {
      if (isRefusedAs(error, 'notPossible') && !isRefusedAs(error, 'serverFail')) return null
      throw error
    }
  }
