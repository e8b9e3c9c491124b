import { useCallback, useMemo } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import type { Client } from '../../../../web/sync/client.ts'
import { formatWhenLong, useDismissToast, useToast } from '../../../../web/ui/index.ts'
import type { MailboxRight, Thread } from '../../types.ts'
import { labelOf } from '../label/label.ts'
import { LISTED_BESIDE, type ThreadEmail, threadsByAccount } from '../list/thread.ts'
import { mailboxName } from '../place/roles.ts'
import { counterpartOf, walkFolders } from '../place/tree.ts'
import type { Mailboxes } from '../place/use-mailboxes.ts'
import type { Offices } from '../share/office.ts'
import { mailTexts } from '../texts.ts'
import { type Act, emailsHere, type Ground, patchesOf, type Role } from './act.ts'
import { letGo } from './leaving.ts'

export interface Acts {
  /** Null of an account that is out of reach by now. */
  readonly groundOf: (accountId: string) => Ground | null
  /** The role of the mailbox that is looked at; null where it has none, or where one looks across mailboxes. */
  readonly here: Role | null
  /** Whether the reader may do this to what lies here, in an account. */
  readonly may: (right: MailboxRight, accountId: string) => boolean
  /** Does it at once, in whatever accounts, and says so with one way back. */
  readonly run: (act: Act, rowIds: readonly string[]) => Promise<void>
  /** The same act in another account; null where it has no such place. */
  readonly actIn: (act: Act, accountId: string) => Act | null
  /** For good, with a few seconds to change one's mind. */
  readonly destroy: (rowIds: readonly string[]) => Promise<void>
  /** What is known here of these conversations. */
  readonly emailsOf: (rowIds: readonly string[]) => readonly ThreadEmail[]
}

/** Acts on conversations of these boxes, looked at in the mailbox that `hereIn` finds in each, if it is one. */
export function useActs(offices: Offices, hereIn: (mailboxes: Mailboxes) => string | null): Acts {
  const t = useT(mailTexts)
  const language = useLanguage()
  const client = useClient()
  const toast = useToast()
  const dismiss = useDismissToast()
  const here = [...offices.values()].map(({ mailboxes }) => hereIn(mailboxes)).join(' ')
  const grounds = useMemo(
    () => new Map([...offices].map(([id, { mailboxes }]) => [id, groundIn(mailboxes, hereIn(mailboxes))])),
    [offices, here],
  )

  const actIn = useCallback(
    (act: Act, accountId: string): Act | null => {
      if (act.kind !== 'move' || act.accountId === accountId) return act
      const from = offices.get(act.accountId)?.mailboxes.forest ?? []
      const folder = walkFolders(from).find(({ mailbox }) => mailbox.id === act.mailboxId)
      const target = folder && counterpartOf(folder, offices.get(accountId)?.mailboxes.forest ?? [])
      return target ? { ...act, accountId, mailboxId: target.mailbox.id } : null
    },
    [offices],
  )

  const wordsOf = useCallback(
    (act: Act, count: number): string => {
      if (act.kind === 'move') {
        const target = offices.get(act.accountId)?.mailboxes.find(act.mailboxId)
        // One that was just made is not among them yet.
        const { name = '' } = client.read('Mailbox', act.mailboxId, act.accountId) ?? {}
        return t('done.move', { count, place: target ? mailboxName(target) : String(name) })
      }
      if (act.kind === 'snooze')
        return t('done.snooze', { count, when: formatWhenLong(new Date(act.until), language, new Date()) })
      if (act.kind === 'label' || act.kind === 'unlabel') {
        const labels = [...offices.values()].flatMap(({ labels }) => labels.all)
        const known = labels.find(({ keyword }) => keyword === act.keyword)
        return t(`done.${act.kind}`, { count, place: (known ?? labelOf(act.keyword)).name })
      }
      return t(`done.${act.kind}`, { count })
    },
    [t, language, offices, client],
  )

  /** Why something did not move: its box has no such folder. */
  const staysWords = useCallback(
    (act: Act, stays: Gathered): string => {
      const target = act.kind === 'move' ? offices.get(act.accountId)?.mailboxes.find(act.mailboxId) : null
      const boxes = stays.map(({ accountId }) => offices.get(accountId)?.mark ?? '').join(', ')
      return t('stays', { count: threadsIn(stays), place: target ? mailboxName(target) : '', boxes })
    },
    [t, offices],
  )

  const run = useCallback(
    async (act: Act, rowIds: readonly string[]): Promise<void> => {
      const gathered = await gatherAll(client, rowIds).catch(() => null)
      if (!gathered) return void toast({ text: t('not-loaded'), tone: 'error' })
      const stays = gathered.filter(({ accountId }) => !actIn(act, accountId))
      const changes = gathered.flatMap(({ accountId, threads }) => {
        const ground = grounds.get(accountId)
        const local = actIn(act, accountId)
        if (!ground || !local) return []
        return threads
          .flatMap(emails => patchesOf(local, emails, ground))
          .map(change => ({ kind: 'update', type: 'Email', accountId, ...change }) as const)
      })
      if (stays.length > 0) toast({ text: staysWords(act, stays), tone: 'error' })
      if (changes.length === 0) return
      const text = wordsOf(act, rowIds.length - threadsIn(stays))
      const done = client.perform(text, changes)
      const told = toast({ text, undo: () => void client.undo(done) })
      // What was refused is said by itself.
      done.saved.catch(() => dismiss(told))
    },
    [client, grounds, actIn, toast, dismiss, t, wordsOf, staysWords],
  )

  const destroy = useCallback(
    async (rowIds: readonly string[]): Promise<void> => {
      const gathered = await gatherAll(client, rowIds).catch(() => null)
      if (!gathered) return void toast({ text: t('not-loaded'), tone: 'error' })
      const text = t('done.destroy', { count: rowIds.length })
      const undo = letGo(rowIds, () => {
        const changes = gathered.flatMap(({ accountId, threads }) => {
          const ground = grounds.get(accountId)
          const emails = ground ? threads.flatMap(emails => emailsHere(emails, ground)) : []
          return emails.map(({ id }) => ({ kind: 'destroy', type: 'Email', accountId, id }) as const)
        })
        return client.perform(text, changes).saved
      })
      toast({ text, undo })
    },
    [client, grounds, toast, t],
  )

  const emailsOf = useCallback(
    (rowIds: readonly string[]) =>
      [...threadsByAccount(rowIds)].flatMap(([accountId, threadIds]) =>
        threadIds.flatMap(id => knownEmails(client, accountId, id) ?? []),
      ),
    [client],
  )
  return useMemo(() => {
    const isHere = (role: Role) =>
      [...grounds.values()].every(ground => ground.mailboxId !== null && ground.mailboxId === ground[role])
    return {
      groundOf: accountId => grounds.get(accountId) ?? null,
      here: ROLES.find(isHere) ?? null,
      may: (right, accountId) => {
        const ground = grounds.get(accountId)
        const id = ground?.mailboxId ?? ground?.inbox
        const mailbox = id ? offices.get(accountId)?.mailboxes.find(id) : undefined
        return mailbox?.myRights?.[right] !== false
      },
      run,
      actIn,
      destroy,
      emailsOf,
    }
  }, [grounds, offices, run, actIn, destroy, emailsOf])
}

const ROLES: readonly Role[] = ['inbox', 'archive', 'junk', 'trash', 'sent', 'drafts', 'scheduled', 'snoozed']

export function groundIn({ ofRole }: Mailboxes, mailboxId: string | null): Ground {
  const idOf = (role: Role) => ofRole(role)?.id ?? null
  return {
    mailboxId,
    inbox: idOf('inbox'),
    archive: idOf('archive'),
    junk: idOf('junk'),
    trash: idOf('trash'),
    sent: idOf('sent'),
    drafts: idOf('drafts'),
    scheduled: idOf('scheduled'),
    snoozed: idOf('snoozed'),
  }
}

type Gathered = readonly {
  readonly accountId: string
  readonly threads: readonly (readonly ThreadEmail[])[]
}[]

const threadsIn = (gathered: Gathered): number =>
  gathered.reduce((sum, { threads }) => sum + threads.length, 0)

/** The emails of conversations, account by account. */
const gatherAll = (client: Client, rowIds: readonly string[]): Promise<Gathered> =>
  Promise.all(
    [...threadsByAccount(rowIds)].map(async ([accountId, threadIds]) => ({
      accountId,
      threads: await gather(client, accountId, threadIds),
    })),
  )

/** All emails of each conversation, from here when they are here, so that what one does is seen at once. */
async function gather(
  client: Client,
  accountId: string,
  threadIds: readonly string[],
): Promise<readonly (readonly ThreadEmail[])[]> {
  if (threadIds.some(id => knownEmails(client, accountId, id) === null)) {
    await client.fetch('Thread', threadIds, ['emailIds'], accountId)
    await client.fetch(
      'Email',
      threadIds.flatMap(id => emailIds(client, accountId, id) ?? []),
      LISTED_BESIDE,
      accountId,
    )
  }
  return threadIds.map(id => knownEmails(client, accountId, id) ?? [])
}

/** Null when something of it is not here. */
function knownEmails(client: Client, accountId: string, threadId: string): readonly ThreadEmail[] | null {
  const emails = emailIds(client, accountId, threadId)?.map(
    id => client.read('Email', id, accountId) as ThreadEmail | null | undefined,
  )
  if (!emails || emails.some(email => email === undefined || (email !== null && !email.mailboxIds)))
    return null
  return emails.filter(email => email != null)
}

const emailIds = (client: Client, accountId: string, threadId: string): readonly string[] | null =>
  (client.read('Thread', threadId, accountId) as Thread | null | undefined)?.emailIds ?? null
