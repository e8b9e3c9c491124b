import { lazy, Suspense, useEffect, useState } from 'react'
import { useClient } from '../../../../web/face.ts'
import { useT } from '../../../../web/i18n/index.ts'
import { Banner, Select, SkeletonText } from '../../../../web/ui/index.ts'
import { PEOPLE, type Principal } from '../principal.ts'
import { run } from '../saving/change.ts'
import { refusalWords } from '../saving/refusal-words.ts'
import { adminTexts } from '../texts.ts'
import { useAll } from '../use-all.ts'
import styles from './mail.module.css'
import { mailRuleTexts } from './texts.ts'

const RichText = lazy(() => import('../../../../web/ui/text/rich-text.tsx'))

/** What stands under what somebody writes, as the server makes it of what is being written. */
export function SignaturePreview({ html }: { html: string }) {
  const t = useT(mailRuleTexts)
  const people = useAll<Principal>('Principal', { filter: PEOPLE, sort: BY_NAME })
  const [chosen, setChosen] = useState<string | null>(null)
  const personId = chosen ?? people?.[0]?.id ?? null
  const { filled, fault } = usePreview(html, personId)
  return (
    <section className={styles.preview} aria-label={t('preview')}>
      <Select
        label={t('preview.of')}
        value={personId ?? ''}
        options={(people ?? []).map(({ id, name }) => ({ value: id, label: name }))}
        onChange={setChosen}
      />
      {fault !== null && <Banner tone="error">{fault}</Banner>}
      <div className={styles.paper}>
        {filled === null ? (
          <SkeletonText lines={3} />
        ) : (
          <Suspense fallback={<SkeletonText lines={3} />}>
            <RichText readOnly label={t('preview')} html={filled} onChange={() => undefined} />
          </Suspense>
        )}
      </div>
    </section>
  )
}

const BY_NAME = [{ property: 'name', isAscending: true }]
/** How long somebody who writes has to pause before the server is asked. */
const PAUSE_MS = 250

function usePreview(html: string, principalId: string | null) {
  const words = useT(adminTexts)
  const client = useClient()
  const [filled, setFilled] = useState<string | null>(null)
  const [fault, setFault] = useState<string | null>(null)
  useEffect(() => {
    if (principalId === null) return
    let isStale = false
    const ask = async (): Promise<void> => {
      try {
        const answer = await run(client, 'OrganisationSignature/preview', { html, principalId })
        if (isStale) return
        setFilled(String(answer['html']))
        setFault(null)
      } catch (error) {
        if (!isStale) setFault(refusalWords(error, words))
      }
    }
    const timer = setTimeout(() => void ask(), PAUSE_MS)
    return () => {
      isStale = true
      clearTimeout(timer)
    }
  }, [client, html, principalId, words])
  return { filled, fault }
}
