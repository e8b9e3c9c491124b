import { useClient } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { isUnavailable } from '../../../../web/sync/transport/failure.ts'
import { useToast } from '../../../../web/ui/index.ts'
import type { ReadEmail } from './email.ts'
import { printMessages } from './print.ts'
import { readerTexts } from './texts.ts'

/** Prints messages of a conversation; what is missing here is said in words. */
export function usePrint(accountId: string): (emails: readonly ReadEmail[]) => void {
  const t = useT(readerTexts)
  const client = useClient()
  const language = useLanguage()
  const toast = useToast()
  return emails =>
    void printMessages(client, { accountId, emails, language, t }).catch(error =>
      toast({ tone: 'error', text: t(isUnavailable(error) ? 'body.offline' : 'body.failed') }),
    )
}
