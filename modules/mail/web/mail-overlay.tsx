import { useEffect } from 'react'
import { useAccountId, useClient } from '../../../web/face.ts'
import { MAIL } from '../types.ts'
import { ComposeHost } from './compose/compose.tsx'
import { useMailtoLink } from './compose/mailto-link.ts'
import { useRefusedDrafts } from './compose/use-refused-drafts.ts'
import { useMailboxes } from './place/use-mailboxes.ts'
import { keepNewest } from './reader/newest.ts'
import { WorkHost } from './work/work-host.tsx'

/**
 * What mail does wherever one is: the letters being written, what goes on for long, and the newest of the inbox kept for
 * when there is no network.
 */
export function MailOverlay() {
  useNewestKept()
  useRefusedDrafts()
  useMailtoLink()
  return (
    <>
      <ComposeHost />
      <WorkHost />
    </>
  )
}

function useNewestKept(): void {
  const client = useClient()
  const accountId = useAccountId(MAIL)
  const inboxId = useMailboxes(accountId).ofRole('inbox')?.id
  useEffect(
    () => (inboxId === undefined ? undefined : keepNewest(client, accountId, inboxId)),
    [client, accountId, inboxId],
  )
}
