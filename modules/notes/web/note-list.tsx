import { IconNotes, IconPencilPlus, IconPinned, IconSearch, IconTrash } from '@tabler/icons-react'
import { useCallback } from 'react'
import { useClient, useSyncState } from '../../../web/face.ts'
import { useLanguage, useT } from '../../../web/i18n/index.ts'
import {
  Button,
  EmptyState,
  List,
  ListSearch,
  Pane,
  PaneHeader,
  type RowFace,
  type RowSwipes,
  type Source,
  useToast,
} from '../../../web/ui/index.ts'
import { type NoteRef, type Place, readRef } from './address.ts'
import styles from './list.module.css'
import { rightsOf, type Shown } from './note.ts'
import { noteFace } from './note-face.tsx'
import { notesTexts } from './texts.ts'
import { noteVerbs } from './verbs.ts'

type Props = {
  title: string
  place: Place
  text: string
  source: Source<Shown>
  openKey: string | null
  onOpen: (ref: NoteRef | null) => void
  onText: (text: string) => void
  onNew: () => void
}

export function NoteList({ title, place, text, source, openKey, onOpen, onText, onNew }: Props) {
  const t = useT(notesTexts)
  const language = useLanguage()
  const face = useCallback((shown: Shown): RowFace => noteFace(shown, t, language, new Date()), [t, language])
  const open = (key: string): void => onOpen(readRef(key))
  return (
    <Pane label={t('list.label')}>
      <PaneHeader title={title} count={source.total ?? undefined} />
      <ListSearch label={t('list.search')} scope={t('keys.scope')} text={text} onText={onText} />
      <SearchHint text={text} />
      <List
        label={title}
        source={source}
        face={face}
        openId={openKey}
        onOpen={open}
        onMove={open}
        swipes={useSwipes()}
        twoLines
        empty={<Empty place={place} text={text} onNew={onNew} />}
      />
    </Pane>
  )
}

/** Out of reach of the server, only titles are decided here. */
function SearchHint({ text }: Pick<Props, 'text'>) {
  const t = useT(notesTexts)
  const isOffline = useSyncState().kind === 'offline'
  return isOffline && text !== '' ? <p className={styles.hint}>{t('list.search-titles')}</p> : null
}

function Empty({ place, text, onNew }: Pick<Props, 'place' | 'text' | 'onNew'>) {
  const t = useT(notesTexts)
  if (text !== '') return <EmptyState icon={IconSearch}>{t('empty.search', { text })}</EmptyState>
  const words = place.kind === 'label' ? t('empty.label', { label: place.label }) : t(`empty.${place.kind}`)
  const start = (
    <Button icon={IconPencilPlus} onClick={onNew}>
      {t('list.new')}
    </Button>
  )
  return (
    <EmptyState icon={IconNotes} action={place.kind === 'shared' ? undefined : start}>
      {words}
    </EmptyState>
  )
}

/** The two commonest verbs under the finger. */
function useSwipes(): (shown: Shown) => RowSwipes {
  const t = useT(notesTexts)
  const client = useClient()
  const toast = useToast()
  return useCallback(
    (shown: Shown): RowSwipes => {
      const { mayWrite, mayShare } = rightsOf(shown)
      const { pin, remove } = noteVerbs(client, toast, t, shown)
      return {
        right: mayWrite ? { ...pin, icon: IconPinned } : undefined,
        left: mayShare ? { ...remove, icon: IconTrash } : undefined,
      }
    },
    [client, toast, t],
  )
}
