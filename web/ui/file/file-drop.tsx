import { IconCloudUpload } from '@tabler/icons-react'
import { type DragEvent, type ReactNode, useRef, useState } from 'react'
import { useT } from '../../i18n/index.ts'
import { stroke } from '../action/verb.ts'
import { uiTexts } from '../texts.ts'
import styles from './file.module.css'

type Props = {
  onFiles: (files: readonly File[]) => void
  /** What files are dropped onto: a message being written, a folder. Without it the zone itself is drawn. */
  children?: ReactNode
  accept?: string
}

/** Takes files dropped on what it surrounds, and says so while they hover. */
export function FileDrop({ onFiles, children, accept }: Props) {
  const { over, bind } = useDrop(onFiles)
  return (
    <div className={styles.drop} {...bind}>
      {children ?? <ChooseZone onFiles={onFiles} accept={accept} />}
      {over && <DropVeil />}
    </div>
  )
}

function DropVeil() {
  const t = useT(uiTexts)
  return (
    <div className={styles.veil}>
      <IconCloudUpload size={28} stroke={stroke} aria-hidden="true" />
      {t('file.drop')}
    </div>
  )
}

function ChooseZone({ onFiles, accept }: { onFiles: Props['onFiles']; accept: string | undefined }) {
  const t = useT(uiTexts)
  return (
    <label className={styles.zone}>
      <IconCloudUpload size={28} stroke={stroke} aria-hidden="true" />
      <span>{t('file.drop')}</span>
      <small>{t('file.choose')}</small>
      <input
        type="file"
        multiple
        accept={accept}
        className="unseen"
        onChange={event => {
          onFiles([...(event.target.files ?? [])])
          event.target.value = ''
        }}
      />
    </label>
  )
}

function useDrop(onFiles: Props['onFiles']) {
  const [over, setOver] = useState(false)
  // Entering a child leaves its parent: only as many leaves as enters mean that the files are gone.
  const depth = useRef(0)
  const enter = (step: 1 | -1): void => {
    depth.current += step
    setOver(depth.current > 0)
  }
  const withFiles = (act: (event: DragEvent) => void) => (event: DragEvent) => {
    if (!event.dataTransfer.types.includes('Files')) return
    event.preventDefault()
    act(event)
  }
  return {
    over,
    bind: {
      onDragEnter: withFiles(() => enter(1)),
      onDragLeave: withFiles(() => enter(-1)),
      onDragOver: withFiles(event => {
        event.dataTransfer.dropEffect = 'copy'
      }),
      onDrop: withFiles(event => {
        depth.current = 0
        setOver(false)
        onFiles([...event.dataTransfer.files])
      }),
    },
  }
}
