import { Modal } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { IconButton } from '../action/icon-button.tsx'
import { usePhone } from '../hook/media-query.ts'
import { uiTexts } from '../texts.ts'
import styles from './overlay.module.css'
import { useFocusBack } from './use-focus-back.ts'
import { useKeptTyping } from './use-kept-typing.ts'

type Props = {
  open: boolean
  title: string
  onClose: () => void
  children: ReactNode
  /** The buttons, the main one last. */
  actions?: ReactNode
  size?: number
}

/**
 * Asks something that cannot wait. What can be undone is done and undone by a toast instead. What was typed in it is not
 * lost by a click beside it.
 */
export function Dialog({ open, title, onClose, children, actions, size = 480 }: Props) {
  const t = useT(uiTexts)
  const phone = usePhone()
  const { onInput, onBeside, onEscape, isWarned } = useKeptTyping(open, onClose)
  useFocusBack()
  return (
    <Modal.Root
      opened={open}
      onClose={onEscape}
      closeOnClickOutside={false}
      size={size}
      centered={!phone}
      lockScroll={false}
      transitionProps={motion}
    >
      <Modal.Overlay className={styles.veil ?? ''} onClick={onBeside} />
      <Modal.Content classNames={{ content: styles.dialog ?? '' }} onInput={onInput}>
        <div className={styles.header}>
          <Modal.Title className={styles.title ?? ''}>{title}</Modal.Title>
          <IconButton icon={IconX} label={t('action.close')} onClick={onClose} />
        </div>
        <div className={styles.body}>{children}</div>
        {(actions || isWarned) && (
          <footer className={styles.actions}>
            {isWarned && (
              <p className={styles.unsaved} role="alert">
                {t('dialog.unsaved')}
              </p>
            )}
            {actions}
          </footer>
        )}
      </Modal.Content>
    </Modal.Root>
  )
}

const motion = { transition: 'fade', duration: 120 } as const
