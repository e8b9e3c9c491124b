import type { EmailAddress } from '../../../../lib/descriptor.ts'
import type { Language } from '../../../../web/i18n/index.ts'
import { Avatar, formatWhen, formatWhenLong, type RowChip, type RowFace } from '../../../../web/ui/index.ts'
import { labelColours } from '../../../../web/ui/mark/label-colours.ts'
import type { Own } from '../compose/use-own.ts'
import type { Scheduled } from '../scheduled/use-scheduled.ts'
import type { Found } from '../search/use-found.ts'
import type { Office } from '../share/office.ts'
import type { MailT } from '../texts.ts'
import { isDraft, isFlagged, isIn, isUnread, type ThreadEmail, type ThreadRow } from './thread.ts'

export interface FaceSetting {
  readonly t: MailT
  readonly language: Language
  readonly now: Date
  /** Of the account in which the row is. */
  readonly office: Office
  /** Rows of other accounts stand beside it, so that it is said whose it is. */
  readonly isOfSeveral: boolean
  /** The label looked at needs not be said on every row. */
  readonly labelShown: string | null
  /** Those to whom it goes are shown rather than who wrote it: in what was sent and in drafts. */
  readonly shows: 'senders' | 'recipients'
  /** When what waits leaves, by email. */
  readonly scheduled: Scheduled
  readonly isTrash: boolean
  /** What was found in an email, in words. */
  readonly found: Found
}

/** Letters that the names of a row may take; the first one always stands whole. */
const NAME_ROOM = 30
/** Letters that the chips of a row may take; the first one always stands. */
const CHIP_ROOM = 20

export function threadFace(row: ThreadRow, setting: FaceSetting): RowFace {
  const { t, language, now, office, isTrash, shows, found } = setting
  const { accountId, threadId, email } = row
  const trashId = office.mailboxes.ofRole('trash')?.id
  const comes = setting.scheduled.get(email.id)?.sendAt ?? email.snoozed?.until
  const kept = isTrash ? row.emails : row.emails.filter(other => !isIn(other, trashId))
  const emails = kept.length > 0 ? kept : row.emails
  const people = shows === 'recipients' ? (email.to ?? []) : sendersOf(emails, email, office.own)
  const names = shortNames(unique(people.map(nameOf)))
  const first = people[0]
  const answering = office.answering(threadId)
  return {
    id: row.id,
    mark: <Avatar name={first ? nameOf(first) : '?'} address={first?.email} />,
    title:
      shows === 'recipients'
        ? names === ''
          ? t('list.no-recipient')
          : t('list.to', { names })
        : names || t('list.no-sender'),
    count: emails.length,
    second: email.subject || t('list.no-subject'),
    third: found?.({ accountId, id: email.id }) ?? email.preview,
    live: answering ?? undefined,
    // The words need the room.
    chips: answering === null ? chipsOf(threadId, emails, email, setting) : [],
    when: comes
      ? formatWhenLong(new Date(comes), language, now)
      : formatWhen(new Date(email.listedAt), language, now),
    unread: emails.some(isUnread),
    flagged: emails.some(isFlagged),
    attachment: emails.some(other => other.hasAttachment),
  }
}

/** The one who wrote last comes first; oneself only where nobody else wrote. */
function sendersOf(
  emails: readonly ThreadEmail[],
  shown: ThreadEmail,
  { addresses }: Own,
): readonly EmailAddress[] {
  const written = emails.toReversed().filter(email => !isDraft(email) || email === shown)
  const others = [shown, ...written]
    .flatMap(email => email.from ?? [])
    .filter(({ email }) => !addresses.has(email.toLowerCase()))
  return others.length > 0 ? others : (shown.from ?? [])
}

const nameOf = ({ name, email }: EmailAddress): string => name?.trim() || email

function chipsOf(
  threadId: string,
  emails: readonly ThreadEmail[],
  shown: ThreadEmail,
  setting: FaceSetting,
): RowChip[] {
  const { t, office, labelShown, shows } = setting
  const { labels, own } = office
  const carer = office.carer(threadId)
  const keywords = Object.assign({}, ...emails.map(email => email.keywords)) as Record<string, true>
  const labelled = labels
    .of(keywords)
    .filter(({ keyword }) => keyword !== labelShown)
    .map(({ name, colour }): RowChip => ({ text: name, colour }))
  const hasDraft = shows === 'senders' && emails.some(isDraft)
  const isOutside = shows === 'senders' && (shown.from ?? []).some(({ email }) => own.isOutside(email))
  return fitting([
    ...(setting.isOfSeveral ? markOf(office) : []),
    ...(carer === null ? [] : [{ text: carer, colour: 'pastel' } as const]),
    ...(hasDraft ? [{ text: t('list.draft'), colour: 'brick' } as const] : []),
    // Brick stands for what is urgent.
    ...labelled.filter(({ colour }) => colour === 'brick'),
    ...labelled.filter(({ colour }) => colour !== 'brick'),
    ...(isOutside ? [{ text: t('list.outside'), colour: 'ochre' } as const] : []),
  ])
}

/** Whose box it is, in the same colour everywhere; one’s own goes without saying. */
function markOf({ accountId, mark }: Office): RowChip[] {
  const colour = BOX_COLOURS[Number(accountId.slice(1)) % BOX_COLOURS.length] ?? 'stone'
  return mark === null ? [] : [{ text: mark, colour }]
}

/** Brick and ochre warn. */
const BOX_COLOURS = labelColours.filter(colour => colour !== 'brick' && colour !== 'ochre')

function fitting(chips: readonly RowChip[]): RowChip[] {
  const fits: RowChip[] = []
  let letters = 0
  for (const chip of chips) {
    letters += chip.text.length
    if (fits.length > 0 && letters > CHIP_ROOM) break
    fits.push(chip)
  }
  return fits
}

/** As many as a line has room for, and the number of the others. */
function shortNames(names: readonly string[]): string {
  const [first = '', ...others] = names
  const fitting = others.filter((_, at) => names.slice(0, at + 2).join(', ').length <= NAME_ROOM)
  const left = others.length - fitting.length
  return [first, ...fitting].join(', ') + (left > 0 ? ` +${left}` : '')
}

const unique = (names: readonly string[]): string[] => [...new Set(names)]
