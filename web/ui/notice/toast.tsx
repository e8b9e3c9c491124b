import { IconAlertTriangle, IconX } from '@tabler/icons-react'
import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { useT } from '../../i18n/index.ts'
import { Button } from '../action/button.tsx'
import { IconButton } from '../action/icon-button.tsx'
import { stroke } from '../action/verb.ts'
import { useShortcuts } from '../hook/shortcut-scope.tsx'
import { uiTexts } from '../texts.ts'
import styles from './toast.module.css'
import { type Toast, ToastStack, type ToastText } from './toast-stack.ts'

const Toasts = createContext<ToastStack | null>(null)

export function ToastScope({ children }: { children: ReactNode }) {
  const [stack] = useState(() => new ToastStack())
  return (
    <Toasts value={stack}>
      {children}
      <ToastRegion stack={stack} />
    </Toasts>
  )
}

/** `const toast = useToast(); toast({ text: 'Message archivé', undo })` */
export function useToast(): (toast: ToastText) => number {
  const stack = useContext(Toasts)
  if (!stack) throw new Error('toasts need the Theme around them')
  return stack.show
}

/** Takes away what `useToast` gave the number of: it is no longer true. */
export function useDismissToast(): (id: number) => void {
  const stack = useContext(Toasts)
  if (!stack) throw new Error('toasts need the Theme around them')
  return stack.dismiss
}

function ToastRegion({ stack }: { stack: ToastStack }) {
  const t = useT(uiTexts)
  const toasts = useSyncExternalStore(stack.subscribe, stack.all)
  // While a hand or the focus is on one of them, none of them goes.
  const [held, setHeld] = useState(false)
  const undone = useSyncExternalStore(stack.subscribe, stack.undone)
  useShortcuts(t('shell.help'), [
    { keys: 'z', label: t('toast.undo-last'), onRun: stack.undoLast },
    { keys: 'ctrl+z', label: t('toast.undo-last'), onRun: stack.undoLast },
  ])
  return (
    <section
      className={styles.region}
      aria-label={t('toast.region')}
      aria-live="polite"
      data-toasts={toasts.length || undefined}
      onMouseEnter={() => setHeld(true)}
      onMouseLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      {toasts.map(toast => (
        <ToastLine key={toast.id} toast={toast} stack={stack} held={held} />
      ))}
      {undone !== null && (
        <p key={undone} className="unseen">
          {t('toast.undone')}
        </p>
      )}
    </section>
  )
}

function ToastLine({ toast, stack, held }: { toast: Toast; stack: ToastStack; held: boolean }) {
  const t = useT(uiTexts)
  useExpiry(toast, stack, held)
  return (
    <div className={styles.toast} data-tone={toast.tone}>
      {toast.tone === 'error' && <IconAlertTriangle size={19} stroke={stroke} aria-hidden="true" />}
      <p>{toast.text}</p>
      {toast.undo && (
        <Button look="link" onClick={() => stack.undo(toast.id)}>
          {t('toast.undo')}
        </Button>
      )}
      <IconButton
        size="small"
        icon={IconX}
        label={t('action.close')}
        onClick={() => stack.dismiss(toast.id)}
      />
    </div>
  )
}

function useExpiry(toast: Toast, stack: ToastStack, held: boolean): void {
  const left = useRef(toast.stays)
  useEffect(() => {
    if (held) return
    const since = Date.now()
    const timer = setTimeout(() => stack.dismiss(toast.id), left.current)
    return () => {
      clearTimeout(timer)
      left.current -= Date.now() - since
    }
  }, [toast.id, stack, held])
}
