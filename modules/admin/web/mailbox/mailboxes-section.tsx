import { IconInbox, IconMailPlus } from '@tabler/icons-react'
import { useCallback } from 'react'
import { NewBox } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Avatar, type RowFace } from '../../../../web/ui/index.ts'
import { MAILBOXES, type Principal } from '../principal.ts'
import { PrincipalSection } from '../principal-section.tsx'
import type { SectionProps } from '../section.ts'
import { adminTexts } from '../texts.ts'
import { MailboxPane } from './mailbox-pane.tsx'

/** Mailboxes of several people: made, shared and removed in one place. */
export function MailboxesSection(props: SectionProps) {
  const t = useT(adminTexts)
  const face = useCallback(
    ({ id, name, email, description }: Principal): RowFace => ({
      id,
      mark: <Avatar name={name} address={email ?? undefined} />,
      title: name,
      second: [email, description].filter(Boolean).join(' · '),
    }),
    [],
  )
  return (
    <PrincipalSection
      {...props}
      title={t('mailboxes')}
      icon={IconInbox}
      addIcon={IconMailPlus}
      filter={MAILBOXES}
      face={face}
      empty={t('empty.mailboxes')}
      pane={(box, onBack) => <MailboxPane key={box.id} box={box} onBack={onBack} />}
      making={made => <NewBox {...made} />}
    />
  )
}
