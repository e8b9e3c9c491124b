import { useEffect } from 'react'
import { useClient } from '../../../web/face.ts'
import { useT } from '../../../web/i18n/index.ts'
import { useToast } from '../../../web/ui/index.ts'
import { webModules } from '../modules.ts'
import { shellTexts } from './texts.ts'

/** What was shown as done and could not be is said, wherever one has gone meanwhile. */
export function useRefusals(): void {
  const t = useT(shellTexts)
  const client = useClient()
  const toast = useToast()
  useEffect(
    () =>
      client.onRefused(refusal => {
        const { label, reason } = refusal
        // What it needed was refused first, and has been said.
        if (reason.type === 'dependency' || webModules.some(module => module.tells?.(refusal))) return
        toast({ tone: 'error', text: label ? t('refused.named', { label }) : t('refused.text') })
      }),
    [client, toast, t],
  )
}
