import { IconLink, IconPalette, IconShare } from '@tabler/icons-react'
import { lazy, Suspense, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import {
  BackButton,
  Button,
  ColourPicker,
  Pane,
  SkeletonText,
  Toolbar,
  useCopy,
  useOnePane,
  useShortcuts,
  useToast,
} from '../../../../web/ui/index.ts'
import { linkTo } from '../address.ts'
import { colourOf, rightsOf, type Shown, TYPE } from '../note.ts'
import { ShareNote } from '../share-note.tsx'
import { notesTexts } from '../texts.ts'
import { noteVerbs } from '../verbs.ts'
import { LabelsField } from './labels-field.tsx'
import styles from './note.module.css'
import { NoteState } from './note-state.tsx'
import { useWriting } from './use-writing.ts'

const RichText = lazy(() => import('../../../../web/ui/text/rich-text.tsx'))

type Props = { shown: Shown; onBack: () => void; onGone: () => void }

export function OpenNote({ shown, onBack, onGone }: Props) {
  const t = useT(notesTexts)
  const client = useClient()
  const { ref, note } = shown
  const accountId = ref.accountId ?? client.primaryAccount(TYPE)
  const isAlone = useOnePane()
  const rights = rightsOf(shown)
  const writing = useWriting(accountId, ref.id, note)
  const [isFresh] = useState(note.title === '' && note.body === '')
  const [asked, setAsked] = useState<'share' | 'colour' | null>(null)
  const { verbs, more } = useToolbar({ shown, onGone, asked, onAsk: setAsked })
  return (
    <Pane label={note.title || t('list.untitled')}>
      <Toolbar label={t('note.toolbar')} start={<BackButton onBack={onBack} />} verbs={verbs} more={more} />
      {asked === 'colour' && (
        <Colours shown={shown} onPick={colour => void client.update(TYPE, ref.id, { colour }, accountId)} />
      )}
      {isAlone && <h1 className="unseen">{note.title || t('list.untitled')}</h1>}
      <div className={styles.head}>
        <textarea
          className={styles.title}
          rows={1}
          aria-label={t('note.title')}
          placeholder={t('note.title')}
          maxLength={300}
          readOnly={!rights.mayWrite}
          value={writing.title}
          // A title has no lines; it only needs room for a long one.
          onChange={event => writing.setTitle(event.target.value.replaceAll('\n', ' '))}
          onKeyDown={event => event.key === 'Enter' && event.preventDefault()}
          // biome-ignore lint/a11y/noAutofocus: a new note is there to be written
          autoFocus={isFresh}
        />
        <NoteState shown={shown} writing={writing} />
        <LabelsField
          labels={Object.keys(note.labels)}
          readOnly={!rights.mayWrite}
          onChange={(label, on) =>
            void client.update(TYPE, ref.id, { [`labels/${pointerOf(label)}`]: on || null }, accountId)
          }
        />
      </div>
      <div className={styles.text}>
        <Suspense fallback={<SkeletonText lines={4} />}>
          <RichText
            key={String(rights.mayWrite)}
            label={t('note.body')}
            placeholder={t('note.placeholder')}
            html={writing.body}
            onChange={writing.setBody}
            readOnly={!rights.mayWrite}
          />
        </Suspense>
      </div>
      {asked === 'share' && <ShareNote shown={shown} onClose={() => setAsked(null)} />}
    </Pane>
  )
}

type Asked = 'share' | 'colour' | null
type Tools = Pick<Props, 'shown' | 'onGone'> & { asked: Asked; onAsk: (asked: Asked) => void }

function useToolbar({ shown, onGone, asked, onAsk }: Tools) {
  const t = useT(notesTexts)
  const client = useClient()
  const toast = useToast()
  const { ref } = shown
  const { mayWrite, mayShare } = rightsOf(shown)
  const { pin, remove } = noteVerbs(client, toast, t, shown, onGone)
  const put = useCopy()
  const copy = (): void => put(linkTo(ref.accountId ?? client.primaryAccount(TYPE), ref.id), t('done.linked'))
  useShortcuts(t('keys.scope'), [
    { keys: 'p', label: pin.label, onRun: () => mayWrite && pin.onRun() },
    { keys: '#', label: remove.label, onRun: () => mayShare && remove.onRun() },
    { keys: 'delete', label: remove.label, onRun: () => mayShare && remove.onRun() },
  ])
  const isColour = asked === 'colour'
  return {
    verbs: [
      { ...pin, disabled: !mayWrite },
      {
        id: 'share',
        label: t('verb.share'),
        icon: IconShare,
        disabled: !mayShare,
        onRun: () => onAsk('share'),
      },
      {
        id: 'colour',
        label: t('verb.colour'),
        icon: IconPalette,
        disabled: !mayWrite,
        pressed: isColour,
        onRun: () => onAsk(isColour ? null : 'colour'),
      },
      { ...remove, danger: false, disabled: !mayShare },
    ],
    more: [{ id: 'link', label: t('verb.link'), icon: IconLink, onRun: copy }],
  }
}

function Colours({ shown: { note }, onPick }: { shown: Shown; onPick: (colour: string) => void }) {
  const t = useT(notesTexts)
  return (
    <div className={styles.colours}>
      <ColourPicker label={t('note.colour')} value={colourOf(note)} onChange={onPick} />
      <Button look="link" disabled={note.colour === 'none'} onClick={() => onPick('none')}>
        {t('note.colour-none')}
      </Button>
    </div>
  )
}

// RFC 6901 §3
const pointerOf = (label: string): string => label.replaceAll('~', '~0').replaceAll('/', '~1')
