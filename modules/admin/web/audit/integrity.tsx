import { IconShieldCheck } from '@tabler/icons-react'
import { type ReactNode, useState } from 'react'
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

/** Follows the chain of the entries when asked: the verb, and what it found. */
export function useIntegrity(): { readonly verb: ReactNode; readonly answer: ReactNode } {
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
  const verb = (
    <Button look="quiet" icon={IconShieldCheck} busy={found.kind === 'busy'} onClick={() => void verify()}>
      {t('verify.run')}
    </Button>
  )
  const answer = (
    <>
      {found.kind === 'intact' && <Banner tone="ok">{t('verify.intact', { count })}</Banner>}
      {found.kind === 'broken' && <Banner tone="error">{t('verify.broken', { id: found.id })}</Banner>}
      {found.kind === 'failed' && <Banner tone="error">{found.words}</Banner>}
    </>
  )
  return { verb, answer: <div className={styles.bar}>{answer}</div> }
}
