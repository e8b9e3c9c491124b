import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { isRefusedAs } from '../../../../web/sync/transport/answers.ts'
import { useToast } from '../../../../web/ui/index.ts'
import { BASTIDE_MAIL, MAIL } from '../../types.ts'
import type { ReadEmail } from '../reader/email.ts'
import { unsubscribeTexts } from './texts.ts'

export type Failure = 'tooOften' | 'failed'

/** Has the server leave a list, and waits for its word; null when it is done. */
export function useOneClick(accountId: string, { id }: ReadEmail): () => Promise<Failure | null> {
  const t = useT(unsubscribeTexts)
  const client = useClient()
  const toast = useToast()
  return async () => {
    const args = { accountId, emailId: client.resolve(id) }
    try {
      const answers = await client.ask([MAIL, BASTIDE_MAIL], [['Email/unsubscribe', args, 'u']])
      answers.read('u', 'Email/unsubscribe')
    } catch (error) {
      return isRefusedAs(error, 'rateLimit') ? 'tooOften' : 'failed'
    }
    toast({ text: t('toast.oneClick') })
    return null
  }
}
