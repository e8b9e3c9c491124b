import { type FocusEvent, lazy, Suspense, useEffect } from 'react'
import { useT } from '../../../../web/i18n/index.ts'
import { SkeletonText } from '../../../../web/ui/index.ts'
import { SavedLine } from '../saving/saved-line.tsx'
import savingStyles from '../saving/saving.module.css'
import { errorOf, type Saving } from '../saving/use-saving.ts'
import styles from './mail.module.css'
import type { Signature } from './signature.ts'
import { mailRuleTexts } from './texts.ts'

const RichText = lazy(() => import('../../../../web/ui/text/rich-text.tsx'))

type Props = {
  signature: Signature
  saving: Saving
  /** What is written and not saved yet. */
  draft: string | null
  onDraft: (html: string | null) => void
}

/** What a signature says, saved when it is left. */
export function SignatureText({ signature: { html }, saving, draft, onDraft }: Props) {
  const t = useT(mailRuleTexts)
  const save = (event: FocusEvent): void => {
    if (event.currentTarget.contains(event.relatedTarget) || draft === null || draft === html) return
    void saving.save('html', { html: draft }, { html })
  }
  // What was saved is the record’s own from then on.
  useEffect(() => onDraft(null), [html])
  return (
    <div className={savingStyles.field}>
      <b>{t('signature.text')}</b>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: the editor in it has the role; this only hears it being left. */}
      <div className={styles.editor} onBlur={save}>
        <Suspense fallback={<SkeletonText lines={3} />}>
          <RichText label={t('signature.text')} html={draft ?? html} onChange={onDraft} />
        </Suspense>
      </div>
      {errorOf(saving, 'html') && (
        <p className={savingStyles.error} role="alert">
          {errorOf(saving, 'html')}
        </p>
      )}
      <p className={savingStyles.under}>
        <SavedLine saving={saving} field="html" help={t('signature.help')} />
      </p>
    </div>
  )
}
