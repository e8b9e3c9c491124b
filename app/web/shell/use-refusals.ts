import { useEffect } from 'react'
import { useClient } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { useToast } from '../../../web/ui/index.ts'
import { shellTexts } from './texts.ts'

/** What was shown as done and could not be is said, wherever one has gone meanwhile. */
export function useRefusals(): void {
  const t = useT(shellTexts)
  const client = useClient()
  const toast = useToast()
  useEffect(
    () =>
      client.onRefused(({ label, reason }) => {
        // What it needed was refused first, and has been said.
        if (reason.type === 'dependency') return
        toast({ tone: 'error', text: label ? t('refused.named', { label }) : t('refused.text') })
      }),
    [client, toast, t],
  )
}
