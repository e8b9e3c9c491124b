import { IconCheck } from '@tabler/icons-react'
import type { ReactNode } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, stroke, useDelayed } from '../../../../web/ui/index.ts'
import { adminTexts } from '../texts.ts'
import styles from './saving.module.css'
import type { Saving } from './use-saving.ts'

type Props = { saving: Saving; field: string; help?: ReactNode }

/** Under a field: its help, and once it was changed « Enregistré. Annuler ». */
export function SavedLine({ saving: { last }, field, help }: Props) {
  const t = useT(adminTexts)
  const mine = last?.field === field ? last : null
  const isLong = useDelayed(mine?.state === 'busy')
  return (
    <>
      {help}
      <span role="status" className={styles.saved} data-state={mine?.state}>
        {mine?.state === 'busy' && isLong && t('saved.busy')}
        {mine?.state === 'undone' && t('saved.undone')}
        {mine?.state === 'saved' && (
          <>
            <IconCheck size={17} stroke={stroke} aria-hidden="true" />
            {t('saved.done')}
            <Button look="link" onClick={mine.undo}>
              {t('saved.undo')}
            </Button>
          </>
        )}
      </span>
    </>
  )
}
