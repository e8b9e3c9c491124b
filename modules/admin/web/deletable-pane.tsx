import { IconTrash } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '../../../web/i18n/index.ts'
import { BackButton, Pane, PaneBody, Toolbar } from '../../../web/ui/index.ts'
import styles from './admin.module.css'
import type { Principal } from './principal.ts'
import { PrincipalHead } from './principal-head.tsx'
import { adminTexts } from './texts.ts'
import { useDeleting } from './use-deleting.ts'

type Props = {
  principal: Principal
  /** What its toolbar is called. */
  toolbar: string
  /** Under its name. */
  words: string
  onBack: () => void
  /** Its fields. */
  children: ReactNode
}

/** A group or a room: what is not somebody is deleted without further ado. */
export function DeletablePane({ principal, toolbar, words, onBack, children }: Props) {
  const t = useT(adminTexts)
  const remove = useDeleting(principal, onBack)
  return (
    <Pane label={principal.name}>
      <Toolbar
        label={toolbar}
        start={<BackButton onBack={onBack} />}
        verbs={[{ id: 'delete', label: t('delete'), icon: IconTrash, onRun: () => void remove() }]}
      />
      <PaneBody>
        <PrincipalHead principal={principal} words={words} />
        <div className={styles.form}>{children}</div>
      </PaneBody>
    </Pane>
  )
}
