import { IconCopy } from '@tabler/icons-react'
import { useT } from '../../../../web/i18n/index.ts'
import { Button, useCopy } from '../../../../web/ui/index.ts'
import styles from '../admin.module.css'
import { adminTexts } from '../texts.ts'
import { personTexts } from './texts.ts'

type Props = { address: string; password: string; temporary: boolean }

/** A password, shown this once. It stands in no store of the browser. */
export function Secret({ address, password, temporary }: Props) {
  const t = useT(adminTexts)
  const words = useT(personTexts)
  const copy = useCopy()
  return (
    <>
      <p>{words(temporary ? 'password.once-temporary' : 'password.once')}</p>
      <div className={styles.secret}>
        <code>{password}</code>
        <Button icon={IconCopy} onClick={() => copy(password, t('copied'))}>
          {t('copy')}
        </Button>
      </div>
      <p className={styles.quiet}>{words('password.login', { address })}</p>
    </>
  )
}
