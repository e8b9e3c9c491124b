import { IconShieldCheck } from '@tabler/icons-react'
import { useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Button } from '../../../../web/ui/index.ts'
import styles from '../admin.module.css'
import { run } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { adminTexts } from '../texts.ts'
import { useTotal } from '../use-all.ts'
import { auditTexts } from './texts.ts'

type Found =
  | { readonly kind: 'unknown' | 'busy' | 'intact' }
  | { readonly kind: 'broken'; readonly id: string }
  | { readonly kind: 'failed'; readonly words: string }

/** Follows the chain of the entries when asked, and says whether somebody touched it. */
export function Integrity() {
  const t = useT(auditTexts)
  const words = useT(adminTexts)
  const client = useClient()
  const count = useTotal('AuditEntry') ?? 0
  const [found, setFound] = useState<Found>({ kind: 'unknown' })
  const verify = async (): Promise<void> => {
    setFound({ kind: 'busy' })
    try {
      const { tampered } = await run(client, 'AuditEntry/verify', {})
      setFound(typeof tampered === 'string' ? { kind: 'broken', id: tampered } : { kind: 'intact' })
    } catch (error) {
      setFound({ kind: 'failed', words: refusalWords(error, words) })
    }
  }
  return (
    <div className={styles.bar}>
      {found.kind === 'intact' && <Banner tone="ok">{t('verify.intact', { count })}</Banner>}
      {found.kind === 'broken' && <Banner tone="error">{t('verify.broken', { id: found.id })}</Banner>}
      {found.kind === 'failed' && <Banner tone="error">{found.words}</Banner>}
      {found.kind !== 'intact' && (
        <Button icon={IconShieldCheck} busy={found.kind === 'busy'} onClick={() => void verify()}>
          {t('verify.run')}
        </Button>
      )}
    </div>
  )
}
