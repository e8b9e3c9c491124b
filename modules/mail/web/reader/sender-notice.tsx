import { useT } from '../../../../web/i18n/index.ts'
import { Banner } from '../../../../web/ui/index.ts'
import type { SenderWarning } from '../../types.ts'
import { type ReadEmail, writerOf } from './email.ts'
import styles from './reader.module.css'
import { readerTexts } from './texts.ts'

/** The gravest first: one is said, or none is read. That it comes from outside is a mark beside the name. */
const SAID = ['forged', 'domainLookAlike', 'addressInName', 'colleagueName', 'firstTime'] as const

/** What a reader should know of the sender before reading on. */
export function SenderNotice({ email }: { email: ReadEmail }) {
  const t = useT(readerTexts)
  const warnings: readonly SenderWarning[] = email.senderWarnings ?? []
  const gravest = SAID.find(one => warnings.includes(one))
  if (!gravest) return null
  const { name, email: address } = writerOf(email)
  const words = { name: name ?? address, address, domain: email.authentication?.from ?? address }
  return (
    <div className={styles.notice}>
      <Banner tone={gravest === 'firstTime' ? 'info' : 'warn'}>{t(`sender.${gravest}`, words)}</Banner>
    </div>
  )
}
