import type { Change } from '../../../../web/sync/change.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { temporaryId } from '../../../../web/sync/temporary.ts'
import type { Doing } from '../../../../web/sync/writes.ts'
import { pointerOf } from '../../../../wire/jmap/patch.ts'
import type { PatchObject } from '../../../../wire/jmap/record.ts'
import { BASTIDE_MAIL, type Email, MAIL, SUBMISSION } from '../../types.ts'

/** How long a sending can be taken back. The server holds the message, so that closing the page does not matter. */
export const REGRET_MS = 10_000

export interface Leaving {
  readonly accountId: string
  readonly identityId: string
  /** The draft, saved or on its way to the outbox before this. */
  readonly draftId: string
  readonly draftsId: string
  /** Where it lies from now on: among what was sent, or what is to leave later, from where the server moves it. */
  readonly targetId: string
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

/** Sendings of this page, and their drafts: whoever sent them is told what becomes of them. */
const minded = new Set<string>()

export const isMindedSending = (id: string): boolean => minded.has(id)

/** Submits a draft, which moves at once. RFC 8621 §7.5 */
export function sendDraft(client: Client, leaving: Leaving): Sending {
  const { accountId, identityId, draftId, draftsId, targetId, sendAt } = leaving
  const id = temporaryId()
  minded.add(id).add(draftId)
  const isSent = { ...moved([draftsId], targetId), 'keywords/$draft': null }
  const submission = { identityId, emailId: draftId, sendAt: instantOf(sendAt) }
  const submit = {
    accountId,
    create: { [id]: submission },
    onSuccessUpdateEmail: { [`#${id}`]: isSent },
  }
  const expected = { undoStatus: 'pending', threadId: null }
  const { saved } = client.enqueue({
    doing: id,
    using: [MAIL, SUBMISSION],
    methodCalls: [['EmailSubmission/set', submit, 'send']],
    effects: [
      { kind: 'create', type: 'EmailSubmission', accountId, id, record: submission, expected },
      { kind: 'update', type: 'Email', accountId, id: draftId, patch: isSent },
    ],
  })
  const marked = markSource(client, leaving, id)
  return {
    saved,
    takeBack: async () => {
      if (!(await callBack(client, { accountId, id, emailId: draftId, draftsId }))) return false
      if (marked) await client.undo(marked)
      return true
    },
  }
}

export interface Waiting {
  readonly accountId: string
  /** Of the submission. */
  readonly id: string
  readonly emailId: string
  readonly draftsId: string
}

/** Calls a letter back: it is a draft again. False when it has left, or will not be given back. */
export async function callBack(client: Client, waiting: Waiting): Promise<boolean> {
  if (await client.withdraw(waiting.id)) return true
  const { accountId, id, emailId } = waiting
  const isDraft = draftAgain(client, waiting)
  return isDone(
    client.enqueue({
      using: [MAIL, SUBMISSION],
      methodCalls: [
        [
          'EmailSubmission/set',
          {
            accountId,
            update: { [id]: { undoStatus: 'canceled' } },
            onSuccessUpdateEmail: { [id]: isDraft },
          },
          'callBack',
        ],
      ],
      effects: [
        { kind: 'update', type: 'EmailSubmission', accountId, id, patch: { undoStatus: 'canceled' } },
        { kind: 'update', type: 'Email', accountId, id: emailId, patch: isDraft },
      ],
    }),
  )
}

/** Out of wherever it lies, and among the drafts. */
export function draftAgain(
  client: Client,
  { accountId, emailId, draftsId }: Omit<Waiting, 'id'>,
): PatchObject {
  const email = client.read('Email', emailId, accountId) as Email | null | undefined
  return { ...moved(Object.keys(email?.mailboxIds ?? {}), draftsId), 'keywords/$draft': true }
}

/** Has a letter leave at another time; false when it has left. The change of `sendAt` is ours, and needs our capability. */
export const reschedule = (
  client: Client,
  { accountId, id }: Pick<Waiting, 'accountId' | 'id'>,
  at: Date,
): Promise<boolean> => {
  const patch = { sendAt: instantOf(at) }
  return isDone(
    client.enqueue({
      using: [SUBMISSION, BASTIDE_MAIL],
      methodCalls: [['EmailSubmission/set', { accountId, update: { [id]: patch } }, 'reschedule']],
      effects: [{ kind: 'update', type: 'EmailSubmission', accountId, id, patch }],
    }),
  )
}

const moved = (from: readonly string[], to: string): PatchObject => ({
  ...Object.fromEntries(from.filter(id => id !== to).map(id => [pointerOf('mailboxIds', id), null])),
  [pointerOf('mailboxIds', to)]: true,
})

/** Instants go to the second on the wire. */
const instantOf = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`

function markSource(client: Client, { accountId, source }: Leaving, doing: string) {
  if (!source) return null
  const patch = { [`keywords/${source.keyword}`]: true }
  const change: Change = { kind: 'update', type: 'Email', accountId, id: source.emailId, patch }
  return client.perform(null, [change], doing)
}

const isDone = ({ saved }: Doing): Promise<boolean> =>
  saved.then(
    () => true,
    () => false,
  )
