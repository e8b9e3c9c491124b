import { useCallback, useMemo } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { useToast } from '../../../../web/ui/index.ts'
import type { Thread } from '../../types.ts'
import type { Labels } from '../label/use-labels.ts'
import { LISTED, type ListedEmail } from '../list/thread.ts'
import { mailboxName } from '../place/roles.ts'
import type { Mailboxes } from '../place/use-mailboxes.ts'
import { mailTexts } from '../texts.ts'
import { type Act, emailsHere, type Ground, patchesOf } from './act.ts'
import { letGo } from './leaving.ts'

export interface Acts {
  readonly ground: Ground
  readonly isTrash: boolean
  readonly isJunk: boolean
  /** What lies here waits to leave. */
  readonly isScheduled: boolean
  /** Does it at once, and says so with a way back. */
  readonly run: (act: Act, threadIds: readonly string[]) => Promise<void>
  /** For good, with a few seconds to change one's mind. */
  readonly destroy: (threadIds: readonly string[]) => Promise<void>
  /** What is known here of these conversations. */
  readonly emailsOf: (threadIds: readonly string[]) => readonly ListedEmail[]
  /** What the toast says of it. */
  readonly wordsOf: (act: Act, count: number) => string
}

export function useActs(mailboxes: Mailboxes, mailboxId: string | null, labels: Labels): Acts {
  const t = useT(mailTexts)
  const client = useClient()
  const toast = useToast()
  const { accountId } = mailboxes
  const ground = useGround(mailboxes, mailboxId)

  const wordsOf = useCallback(
    (act: Act, count: number): string => {
      if (act.kind === 'move') {
        const target = mailboxes.find(act.mailboxId)
        return t('done.move', { count, place: target ? mailboxName(target) : '' })
      }
      if (act.kind === 'label' || act.kind === 'unlabel')
        return t(`done.${act.kind}`, {
          count,
          place: labels.of({ [act.keyword]: true })[0]?.name ?? act.keyword,
        })
      return t(`done.${act.kind}`, { count })
    },
    [t, mailboxes, labels],
  )

  const run = useCallback(
    async (act: Act, threadIds: readonly string[]): Promise<void> => {
      const threads = await gather(client, accountId, threadIds).catch(() => null)
      if (!threads) return void toast({ text: t('not-loaded'), tone: 'error' })
      const patches = threads.flatMap(emails => patchesOf(act, emails, ground))
      if (patches.length === 0) return
      const text = wordsOf(act, threadIds.length)
      const changes = patches.map(
        change => ({ kind: 'update', type: 'Email', accountId, ...change }) as const,
      )
      const done = client.perform(text, changes)
      toast({ text, undo: () => void client.undo(done) })
    },
    [client, accountId, ground, toast, t, wordsOf],
  )

  const destroy = useCallback(
    async (threadIds: readonly string[]): Promise<void> => {
      const threads = await gather(client, accountId, threadIds).catch(() => null)
      if (!threads) return void toast({ text: t('not-loaded'), tone: 'error' })
      const text = t('done.destroy', { count: threadIds.length })
      const undo = letGo(threadIds, () => {
        const ids = threads.flatMap(emails => emailsHere(emails, ground)).map(({ id }) => id)
        return client.perform(
          text,
          ids.map(id => ({ kind: 'destroy', type: 'Email', accountId, id }) as const),
        ).saved
      })
      toast({ text, undo })
    },
    [client, accountId, ground, toast, t],
  )

  const emailsOf = useCallback(
    (threadIds: readonly string[]) => threadIds.flatMap(id => knownEmails(client, accountId, id) ?? []),
    [client, accountId],
  )
  return useMemo(
    () => ({
      ground,
      isTrash: mailboxId !== null && mailboxId === ground.trash,
      isJunk: mailboxId !== null && mailboxId === ground.junk,
      isScheduled: mailboxId !== null && mailboxId === ground.scheduled,
      run,
      destroy,
      emailsOf,
      wordsOf,
    }),
    [ground, mailboxId, run, destroy, emailsOf, wordsOf],
  )
}

function useGround({ ofRole }: Mailboxes, mailboxId: string | null): Ground {
  return useMemo(() => {
    const idOf = (role: 'inbox' | 'archive' | 'junk' | 'trash' | 'sent' | 'drafts' | 'scheduled') =>
      ofRole(role)?.id ?? null
    return {
      mailboxId,
      inbox: idOf('inbox'),
      archive: idOf('archive'),
      junk: idOf('junk'),
      trash: idOf('trash'),
      sent: idOf('sent'),
      drafts: idOf('drafts'),
      scheduled: idOf('scheduled'),
    }
  }, [ofRole, mailboxId])
}

/** All emails of each conversation, from here when they are here, so that what one does is seen at once. */
async function gather(
  client: Client,
  accountId: string,
  threadIds: readonly string[],
): Promise<readonly (readonly ListedEmail[])[]> {
  if (threadIds.some(id => knownEmails(client, accountId, id) === null)) {
    await client.fetch('Thread', threadIds, ['emailIds'], accountId)
    await client.fetch(
      'Email',
      threadIds.flatMap(id => emailIds(client, accountId, id) ?? []),
      LISTED,
      accountId,
    )
  }
  return threadIds.map(id => knownEmails(client, accountId, id) ?? [])
}

/** Null when something of it is not here. */
function knownEmails(client: Client, accountId: string, threadId: string): readonly ListedEmail[] | null {
  const emails = emailIds(client, accountId, threadId)?.map(
    id => client.read('Email', id, accountId) as ListedEmail | null | undefined,
  )
  if (!emails || emails.some(email => email === undefined || (email !== null && !email.mailboxIds)))
    return null
  return emails.filter(email => email != null)
}

const emailIds = (client: Client, accountId: string, threadId: string): readonly string[] | null =>
  (client.read('Thread', threadId, accountId) as Thread | null | undefined)?.emailIds ?? null
