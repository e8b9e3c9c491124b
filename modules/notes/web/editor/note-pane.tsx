import { IconNoteOff, IconNotes } from '@tabler/icons-react'
import { useRef } from 'react'
import { Link, useClient, useRecord, useSession } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import {
  BackButton,
  EmptyState,
  Pane,
  PaneBody,
  SkeletonText,
  type Source,
  Toolbar,
  useDelayed,
  useOnePane,
} from '../../../../web/ui/index.ts'
import type { Note } from '../../types.ts'
import { ALL, keyOf, type NoteRef, writeNotesAddress } from '../address.ts'
import { type Shown, TYPE } from '../note.ts'
import { notesTexts } from '../texts.ts'
import { OpenNote } from './open-note.tsx'

type Props = {
  of: NoteRef | null
  source: Source<Shown>
  onOpen: (ref: NoteRef | null, replace?: boolean) => void
}

/** The note that is written in, or why there is none. */
export function NotePane({ of, source, onOpen }: Props) {
  const t = useT(notesTexts)
  const { accounts } = useSession()
  const isAlone = useOnePane()
  const accountId = of?.accountId ?? undefined
  const note = useRecord<Note>(TYPE, of?.id ?? null, { accountId })
  const key = useLastingKey(of)
  const late = useDelayed(of !== null && note === undefined)
  const isOutOfReach = accountId !== undefined && !(accountId in accounts)

  if (of === null)
    return (
      <Pane label={t('notes')}>
        <EmptyState icon={IconNotes}>{t('empty.none')}</EmptyState>
      </Pane>
    )
  if (note === null || isOutOfReach)
    return (
      <Pane label={t('notes')}>
        {isAlone && (
          <Toolbar label={t('note.toolbar')} start={<BackButton onBack={() => onOpen(null)} />} verbs={[]} />
        )}
        <EmptyState icon={IconNoteOff} action={<Link href={writeNotesAddress(ALL)}>{t('empty.back')}</Link>}>
          {t('empty.gone')}
        </EmptyState>
      </Pane>
    )
  if (note === undefined)
    return (
      <Pane label={t('notes')}>
        <PaneBody>{late && <SkeletonText lines={6} />}</PaneBody>
      </Pane>
    )
  const owner = accountId === undefined ? null : (accounts[accountId]?.name ?? '')
  const goOn = (): void => onOpen(isAlone ? null : nextOf(source, of), true)
  return <OpenNote key={key} shown={{ ref: of, note, owner }} onBack={() => onOpen(null)} onGone={goOn} />
}

/** A note that has just been made goes on being the same one when the server names it. */
function useLastingKey(of: NoteRef | null): string {
  const client = useClient()
  const first = useRef(of)
  const same =
    of &&
    first.current &&
    client.resolve(first.current.id) === of.id &&
    first.current.accountId === of.accountId
  if (!same) first.current = of
  return first.current ? keyOf(first.current) : ''
}

/** The one below, else the one above. */
function nextOf(source: Source<Shown>, of: NoteRef): NoteRef | null {
  const rows = Array.from({ length: source.total ?? 0 }, (_, index) => source.at(index))
  const here = rows.findIndex(row => row !== 'loading' && keyOf(row.ref) === keyOf(of))
  const next = rows[here + 1] ?? rows[here - 1]
  return next && next !== 'loading' ? next.ref : null
}
