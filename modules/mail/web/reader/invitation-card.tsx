import { IconCalendarEvent } from '@tabler/icons-react'
import { useEffect, useState } from 'react'
import { type Language, useLanguage, useT } from '../../../../web/i18n/index.ts'
import { Card, formatDate, formatTime } from '../../../../web/ui/index.ts'
import type { EmailBodyPart } from '../../types.ts'
import { isCalendar } from './email.ts'
import { type Invitation, readInvitation } from './invitation.ts'
import { readerTexts } from './texts.ts'
import { useDownloadUrl, useFile } from './use-file.ts'

/** An event that came with the message: what, when, where. */
export function InvitationCard({ accountId, parts }: { accountId: string; parts: readonly EmailBodyPart[] }) {
  const t = useT(readerTexts)
  const language = useLanguage()
  const urlOf = useDownloadUrl(accountId)
  const part = parts.find(isCalendar)
  const file = useFile(part?.blobId ? urlOf(part.blobId, part.name ?? 'invitation.ics', part.type) : null)
  const invitation = useInvitation(file.kind === 'here' ? file.blob : null)
  if (invitation === undefined && part?.blobId && file.kind !== 'failed') return <div data-growing />
  if (!invitation) return null
  const { isCancelled, place, organiser } = invitation
  const title = invitation.title || t('event.untitled')
  const details = [
    whenOf(invitation, language, t('event.all-day')),
    place,
    organiser && t('event.organiser', { name: organiser }),
  ]
  return (
    <Card icon={IconCalendarEvent} title={isCancelled ? t('event.cancelled', { title }) : title}>
      {details.filter(Boolean).join(' · ')}
    </Card>
  )
}

/** Undefined until it is read, null where there is none. */
function useInvitation(blob: Blob | null): Invitation | null | undefined {
  const [invitation, setInvitation] = useState<Invitation | null>()
  useEffect(() => {
    setInvitation(undefined)
    void blob?.text().then(text => setInvitation(readInvitation(text)))
  }, [blob])
  return invitation
}

/** « mardi 1er décembre, 14:00 – 15:00 », with the year where it is another. */
function whenOf({ start, end, isAllDay }: Invitation, language: Language, allDay: string): string {
  if (!start) return ''
  const day = (at: Date) =>
    formatDate(at, language, {
      weekday: 'long',
      day: 'numeric',
      month: 'long',
      ...(at.getFullYear() !== new Date().getFullYear() && { year: 'numeric' }),
    })
  if (isAllDay) return `${day(start)}, ${allDay}`
  const last = end ? ` – ${isSameDay(start, end) ? '' : `${day(end)}, `}${formatTime(end, language)}` : ''
  return `${day(start)}, ${formatTime(start, language)}${last}`
}

const isSameDay = (one: Date, other: Date): boolean => one.toDateString() === other.toDateString()
