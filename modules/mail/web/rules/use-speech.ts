import { useMemo } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { useLabels } from '../label/use-labels.ts'
import { useMailboxes } from '../place/use-mailboxes.ts'
import { rulesTexts } from './texts.ts'
import type { Speech } from './words.ts'

/** What is needed to say the rules of an account in words. */
export function useSpeech(accountId: string): Speech {
  const t = useT(rulesTexts)
  const mailboxes = useMailboxes(accountId)
  const labels = useLabels(accountId)
  return useMemo(() => ({ t, mailboxes, labels }), [t, mailboxes, labels])
}
