import { pointerOf } from '../../../../wire/jmap/patch.ts'
import type { PatchObject } from '../../../../wire/jmap/record.ts'
import { hasKeyword, isDraft, isFlagged, isIn, isUnread, type ThreadEmail } from '../list/thread.ts'

/** What one does to conversations. */
export type Act =
  | {
      readonly kind:
        | 'archive'
        | 'trash'
        | 'restore'
        | 'junk'
        | 'notJunk'
        | 'read'
        | 'unread'
        | 'flag'
        | 'unflag'
    }
  | { readonly kind: 'move'; readonly accountId: string; readonly mailboxId: string }
  /** Until an instant. */
  | { readonly kind: 'snooze'; readonly until: string }
  | { readonly kind: 'wake' }
  | { readonly kind: 'label' | 'unlabel'; readonly keyword: string }

/** Where it is done: the mailbox that is looked at, if it is one, and those with a role. */
export interface Ground {
  readonly mailboxId: string | null
  readonly inbox: string | null
  readonly archive: string | null
  readonly junk: string | null
  readonly trash: string | null
  readonly sent: string | null
  readonly drafts: string | null
  readonly scheduled: string | null
  readonly snoozed: string | null
}

export type Role = Exclude<keyof Ground, 'mailboxId'>

export interface EmailPatch {
  readonly id: string
  readonly patch: PatchObject
}

/** Acts after which a conversation is no longer where one looked at it. */
export const isRemoving = ({ kind }: Act): boolean => REMOVING.has(kind)

const REMOVING: ReadonlySet<Act['kind']> = new Set([
  'archive',
  'trash',
  'restore',
  'junk',
  'notJunk',
  'move',
  'snooze',
  'wake',
])

/** Nothing for those that are as wished already; what waits to leave stays, until it has been called back. */
export function patchesOf(act: Act, emails: readonly ThreadEmail[], ground: Ground): EmailPatch[] {
  const touched = isRemoving(act)
    ? emailsHere(emails, ground).filter(email => !isIn(email, ground.scheduled))
    : emails
  return touched.flatMap(email => {
    const patch = patchOf(act, email, touched, ground)
    return Object.keys(patch).length > 0 ? [{ id: email.id, patch }] : []
  })
}

function patchOf(act: Act, email: ThreadEmail, all: readonly ThreadEmail[], ground: Ground): PatchObject {
  switch (act.kind) {
    case 'read':
      return isUnread(email) ? keyword('$seen', true) : {}
    case 'unread':
      return email === lastHere(all, ground) && !isUnread(email) ? keyword('$seen', null) : {}
    case 'flag':
      return email === lastHere(all, ground) && !all.some(isFlagged) ? keyword('$flagged', true) : {}
    case 'unflag':
      return isFlagged(email) ? keyword('$flagged', null) : {}
    case 'label':
      return hasKeyword(email, act.keyword) ? {} : keyword(act.keyword, true)
    case 'unlabel':
      return hasKeyword(email, act.keyword) ? keyword(act.keyword, null) : {}
    case 'archive':
      return moveOne(email, ground.mailboxId ?? ground.inbox, ground.archive)
    case 'move':
      return moveOne(email, ground.mailboxId, act.mailboxId)
    case 'snooze':
      return putOff(email, act.until, email === all.at(-1), ground)
    case 'wake':
      return isIn(email, ground.snoozed)
        ? { ...moveOne(email, ground.snoozed, ground.inbox), snoozed: null }
        : {}
    case 'trash':
      return moveOne(email, null, ground.trash)
    case 'restore':
      return moveOne(email, null, isDraft(email) ? ground.drafts : ground.inbox)
    case 'junk':
      return { ...moveOne(email, null, ground.junk), ...keyword('$junk', true), ...keyword('$notjunk', null) }
    case 'notJunk':
      return {
        ...moveOne(email, null, ground.inbox),
        ...keyword('$junk', null),
        ...keyword('$notjunk', true),
      }
  }
}

/** The last comes back unread. The mailbox for what is put off is the server's to make, where there is none yet. */
function putOff(email: ThreadEmail, until: string, isLast: boolean, ground: Ground): PatchObject {
  const snoozed = { until, setKeywords: isLast ? { $seen: false } : {} }
  if (isIn(email, ground.snoozed)) return { snoozed }
  const from = ground.mailboxId ?? ground.inbox
  return {
    ...(ground.snoozed === null ? leaving(email, from, null) : moveOne(email, from, ground.snoozed)),
    snoozed,
  }
}

/** Out of one mailbox, or of all when none is named, and into another. */
function moveOne(email: ThreadEmail, from: string | null, to: string | null): PatchObject {
  if (to === null || (isIn(email, to) && Object.keys(email.mailboxIds).length === 1)) return {}
  return { ...leaving(email, from, to), [pointerOf('mailboxIds', to)]: true }
}

function leaving(email: ThreadEmail, from: string | null, to: string | null): PatchObject {
  const left = from === null || !isIn(email, from) ? Object.keys(email.mailboxIds) : [from]
  return Object.fromEntries(left.filter(id => id !== to).map(id => [pointerOf('mailboxIds', id), null]))
}

const keyword = (name: string, value: true | null): PatchObject => ({ [pointerOf('keywords', name)]: value })

/**
 * Of a conversation, those emails that lie where one is looking. Where one looks across mailboxes, what was sent,
 * begun or thrown away stays where it is.
 */
export function emailsHere(emails: readonly ThreadEmail[], ground: Ground): readonly ThreadEmail[] {
  if (ground.mailboxId !== null) return emails.filter(email => isIn(email, ground.mailboxId))
  const received = emails.filter(
    email => ![ground.sent, ground.drafts, ground.trash, ground.junk].some(id => isIn(email, id)),
  )
  return received.length > 0 ? received : emails
}

const lastHere = (emails: readonly ThreadEmail[], ground: Ground): ThreadEmail | undefined =>
  emailsHere(emails, ground).at(-1) ?? emails.at(-1)
