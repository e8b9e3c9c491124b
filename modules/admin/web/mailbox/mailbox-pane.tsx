import { IconShare } from '@tabler/icons-react'
import { useState } from 'react'
import { ShareAccount } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Button } from '../../../../web/ui/index.ts'
import { writeAdminAddress } from '../address.ts'
import styles from '../admin.module.css'
import { DeletablePane } from '../deletable-pane.tsx'
import { PartTitle } from '../detail-title.tsx'
import type { Principal } from '../principal.ts'
import { AddressFields, DescriptionField, NameField } from '../principal-fields.tsx'
import { useSaving } from '../saving/use-saving.ts'
import { mailboxTexts } from './texts.ts'

export function MailboxPane({ box, onBack }: { box: Principal; onBack: () => void }) {
  const t = useT(mailboxTexts)
  const saving = useSaving('Principal', box.id)
  const [isSharing, setSharing] = useState(false)
  const count = Object.keys(box.delegates ?? {}).length
  const fields = { principal: box, saving }
  return (
    <DeletablePane principal={box} toolbar={t('toolbar')} words={t('with', { count })} onBack={onBack}>
      <NameField {...fields} />
      <AddressFields {...fields} />
      <DescriptionField {...fields} />
      <div className={styles.members}>
        <PartTitle>{t('heading')}</PartTitle>
        <p className={styles.quiet}>{t('heading.help')}</p>
        <div>
          <Button icon={IconShare} onClick={() => setSharing(true)}>
            {t('share')}
          </Button>
        </div>
      </div>
      {isSharing && (
        <ShareAccount
          principalId={box.id}
          link={writeAdminAddress('mailboxes', box.id)}
          onClose={() => setSharing(false)}
        />
      )}
    </DeletablePane>
  )
}
