import { IconPaperclip, IconSend, IconTrash } from '@tabler/icons-react'
import { type ReactNode, useRef } from 'react'
import { useSyncState } from '../../../../web/face.ts'
import { useLanguage, useT } from '../../../../web/i18n/index.ts'
import { Button, formatTime, IconButton } from '../../../../web/ui/index.ts'
import styles from './compose.module.css'
import type { Keeping } from './draft-keeper.ts'
import { LaterButton } from './later-button.tsx'
import { composeTexts } from './texts.ts'
import type { Sendable } from './use-sending.ts'

type Props = {
  keeping: Keeping
  sending: Sendable
  onFiles: (files: readonly File[]) => void
  onDiscard: () => void
  /** More that can be put into the letter. */
  children?: ReactNode
}

/** What one does with the letter, and how safe it is. */
export function ComposeFoot({ keeping, sending, onFiles, onDiscard, children }: Props) {
  const t = useT(composeTexts)
  const chooser = useRef<HTMLInputElement>(null)
  return (
    <footer className={styles.foot}>
      <span className={styles.send}>
        <Button look="primary" icon={IconSend} onClick={() => sending.send()}>
          {t('verb.send')}
        </Button>
        <LaterButton onChoose={sending.send} />
      </span>
      <IconButton icon={IconPaperclip} label={t('verb.attach')} onClick={() => chooser.current?.click()} />
      <input
        ref={chooser}
        type="file"
        multiple
        hidden
        aria-label={t('verb.attach')}
        onChange={event => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
      {children}
      <KeepingWords keeping={keeping} />
      <IconButton icon={IconTrash} label={t('verb.discard')} onClick={onDiscard} />
    </footer>
  )
}

function KeepingWords({ keeping }: { keeping: Keeping }) {
  const t = useT(composeTexts)
  const language = useLanguage()
  const isOffline = useSyncState().kind === 'offline'
  const words = (): string => {
    if (keeping.kind === 'saved') return t('saved.at', { time: formatTime(keeping.at, language) })
    if (keeping.kind === 'failed') return t('saved.failed')
    if (keeping.kind === 'saving') return t(isOffline ? 'saved.here' : 'saved.saving')
    return ''
  }
  return (
    <small className={styles.keeping} role="status" data-failed={keeping.kind === 'failed' || undefined}>
      {words()}
    </small>
  )
}
