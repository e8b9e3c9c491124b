import { IconCircleCheck, IconFolder, IconSearch, IconTag } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { EmptyState, type Icon } from '../../../../web/ui/index.ts'
import type { Place, View } from '../place/place.ts'
import { FlagIcon, InboxesIcon, mailboxIcon } from '../place/roles.ts'
import { type MailT, mailTexts } from '../texts.ts'

/** One line that says what will be here. */
export function EmptyPlace({ place, view }: { place: Place; view: View }) {
  const { icon, words } = emptiness(place, view, useT(mailTexts))
  return <EmptyState icon={icon}>{words}</EmptyState>
}

function emptiness(place: Place, view: View, t: MailT): { icon: Icon; words: string } {
  if (place.kind === 'search')
    return { icon: IconSearch, words: t(place.question.trim() === '' ? 'empty.question' : 'empty.search') }
  if (view === 'unread') return { icon: IconCircleCheck, words: t('empty.unread') }
  if (view === 'flagged' || place.kind === 'flagged') return { icon: FlagIcon, words: t('empty.flagged') }
  if (place.kind === 'inboxes') return { icon: InboxesIcon, words: ofMailbox('inbox', t) }
  if (place.kind === 'label') return { icon: IconTag, words: t('empty.label') }
  if (place.kind === 'mailbox')
    return { icon: mailboxIcon(place.mailbox), words: ofMailbox(place.mailbox.role, t) }
  return { icon: IconFolder, words: t('empty.nowhere') }
}

function ofMailbox(role: string | null, t: MailT): string {
  switch (role) {
    case 'inbox':
    case 'drafts':
    case 'sent':
    case 'archive':
    case 'scheduled':
    case 'snoozed':
    case 'junk':
    case 'trash':
      return t(`empty.${role}`)
    default:
      return t('empty.folder')
  }
}
