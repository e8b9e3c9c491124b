import type { Change } from '../../../../web/sync/change.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { temporaryId } from '../../../../web/sync/temporary.ts'
import { MAIL, SUBMISSION } from '../../types.ts'

/** How long a sending can be taken back. The server holds the message, so that closing the page does not matter. */
export const REGRET_MS = 10_000

export interface Leaving {
  readonly accountId: string
  readonly identityId: string
  /** The draft, saved or on its way to the outbox before this. */
  readonly draftId: string
  readonly draftsId: string
  readonly sentId: string
  readonly sendAt: Date
  /** What is answered or forwarded. */
  readonly source: { readonly emailId: string; readonly keyword: string } | null
}

export interface Sending {
  /** Rejects when the server will not send it. */
  readonly saved: Promise<void>
  /** Makes it a draft again; false when it has left. */
  takeBack(): Promise<boolean>
}

/** Submits a draft, which moves among what was sent. RFC 8621 §7.5 */
export function sendDraft(client: Client, leaving: Leaving): Sending {
  const { accountId, identityId, draftId, draftsId, sentId, sendAt } = leaving
  const submissionId = temporaryId()
  const isSent = { [`mailboxIds/${draftsId}`]: null, [`mailboxIds/${sentId}`]: true, 'keywords/$draft': null }
  const submission = { identityId, emailId: draftId, sendAt: `${sendAt.toISOString().slice(0, 19)}Z` }
  const submit = {
    accountId,
    create: { [submissionId]: submission },
    onSuccessUpdateEmail: { [`#${submissionId}`]: isSent },
  }
  const email = { type: 'Email', accountId, id: draftId }
  const enqueued = client.enqueue({
    using: [MAIL, SUBMISSION],
    methodCalls: [['EmailSubmission/set', submit, 'send']],
    effects: [{ kind: 'update', ...email, patch: isSent }],
  })
  const marked = markSource(client, leaving)
  return {
    saved: enqueued.saved,
    takeBack: async () => {
      if (!(await enqueued.cancel())) {
        const cancel = client.update('EmailSubmission', submissionId, { undoStatus: 'canceled' }, accountId)
        if (!(await isDone(cancel.saved))) return false
        const isDraft = {
          [`mailboxIds/${draftsId}`]: true,
          [`mailboxIds/${sentId}`]: null,
          'keywords/$draft': true,
        }
        client.perform(null, [{ kind: 'update', ...email, patch: isDraft }])
      }
      if (marked) await client.undo(marked)
      return true
    },
  }
}

function markSource(client: Client, { accountId, source }: Leaving) {
  if (!source) return null
  const patch = { [`keywords/${source.keyword}`]: true }
  const change: Change = { kind: 'update', type: 'Email', accountId, id: source.emailId, patch }
  return client.perform(null, [change])
}

const isDone = (saved: Promise<void>): Promise<boolean> =>
  saved.then(
    () => true,
    () => false,
  )
