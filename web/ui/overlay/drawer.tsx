import { Drawer as MantineDrawer } from '@mantine/core'
import { IconX } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '../../i18n/index.ts'
import { IconButton } from '../action/icon-button.tsx'
import { uiTexts } from '../texts.ts'
import styles from './overlay.module.css'
import { useFocusBack } from './use-focus-back.ts'
import { useKeptTyping } from './use-kept-typing.ts'

type Props = {
  open: boolean
  title: string
  onClose: () => void
  children: ReactNode
  side?: 'left' | 'right'
  size?: number
}

/** A pane that comes from the edge and goes back there. What was typed in it is not lost by a click beside it. */
export function Drawer({ open, title, onClose, children, side = 'right', size = 420 }: Props) {
  const t = useT(uiTexts)
  const { onInput, onBeside, onEscape, isWarned } = useKeptTyping(open, onClose)
  useFocusBack()
  return (
    <MantineDrawer.Root
      opened={open}
      onClose={onEscape}
      closeOnClickOutside={false}
      position={side}
      size={`min(${size}px, calc(100vw - 48px))`}
      lockScroll={false}
      transitionProps={{ duration: 150 }}
    >
      <MantineDrawer.Overlay className={styles.veil ?? ''} onClick={onBeside} />
      <MantineDrawer.Content classNames={{ content: styles.drawer ?? '' }} onInput={onInput}>
        <div className={styles.header}>
          <MantineDrawer.Title className={styles.title ?? ''}>{title}</MantineDrawer.Title>
          <IconButton icon={IconX} label={t('action.close')} onClick={onClose} />
        </div>
        <div className={styles.body}>{children}</div>
        {isWarned && (
          <footer className={styles.actions}>
            <p className={styles.unsaved} role="alert">
              {t('dialog.unsaved')}
            </p>
          </footer>
        )}
      </MantineDrawer.Content>
    </MantineDrawer.Root>
  )
}
