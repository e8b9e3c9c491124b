import {
  IconAlertCircle,
  IconArchive,
  IconClock,
  IconClockPlay,
  IconFileText,
  IconFolder,
  IconInbox,
  IconMailbox,
  IconSend,
  IconStar,
  IconTemplate,
  IconTrash,
} from '@tabler/icons-react'
import { translate } from '../../../../web/i18n/index.ts'
import type { Icon } from '../../../../web/ui/index.ts'
import { isLabelColour, type LabelColour } from '../../../../web/ui/mark/label-colours.ts'
import type { Mailbox, Role } from '../../types.ts'
import { mailTexts } from '../texts.ts'

/** The mailboxes with a role that are shown as places, in this order. */
export const SHOWN_ROLES = [
  'inbox',
  'snoozed',
  'scheduled',
  'sent',
  'drafts',
  'templates',
  'archive',
  'junk',
  'trash',
] as const satisfies readonly Role[]
export type ShownRole = (typeof SHOWN_ROLES)[number]

const icons: Record<ShownRole, Icon> = {
  inbox: IconInbox,
  snoozed: IconClock,
  scheduled: IconClockPlay,
  sent: IconSend,
  drafts: IconFileText,
  templates: IconTemplate,
  archive: IconArchive,
  junk: IconAlertCircle,
  trash: IconTrash,
}

export const FlagIcon: Icon = IconStar
export const InboxesIcon: Icon = IconMailbox

export const isShownRole = (role: string | null): role is ShownRole =>
  (SHOWN_ROLES as readonly (string | null)[]).includes(role)

export const mailboxIcon = ({ role }: Mailbox): Icon => (isShownRole(role) ? icons[role] : IconFolder)

/** The colour that somebody gave to a folder; those with a role keep their own drawing. */
export const colourOf = ({ role, colour }: Mailbox): LabelColour | null =>
  colour !== null && isLabelColour(colour) && !isShownRole(role) ? colour : null

/** Mailboxes with a role are called the same everywhere, whatever another program has named them. */
export function mailboxName({ role, name }: Mailbox): string {
  return isShownRole(role) ? translate(mailTexts)(`role.${role}`) : name
}

/** What waits there: drafts and what comes back later are counted whole, the rest by what is unread. */
export function waitingIn({ role, totalEmails, totalThreads, unreadThreads }: Mailbox): number {
  if (role === 'drafts') return totalEmails
  if (role === 'snoozed') return totalThreads
  if (role === 'sent' || role === 'trash' || role === 'junk' || role === 'archive') return 0
  return unreadThreads
}
